import { verifyPath } from '@virga/evidence-store/verify';
import { z } from 'zod';
import type { ServerClient } from '../server/server-client.ts';
import type { ExportOptions } from './options.ts';
import { placeFor, type SavedFile, saveBody } from './save-body.ts';

const planSchema = z.object({
  items: z.array(z.object({ id: z.uuid() })),
  notSealed: z.array(z.object({ number: z.number(), title: z.string() })),
  download: z.string().regex(/^\/api\/v1\//),
});

/** The bag of all sealed items; what arrived is verified like `virga verify` does it before it gets its name. */
export async function exportBag(client: ServerClient, caseId: string, { to }: ExportOptions) {
  const path = placeFor(to, `virga-case-${caseId}.tar`);
  const plan = await client.post(`/cases/${caseId}/exports`, {}, planSchema);
  const response = await client.open(plan.download.slice('/api/v1'.length));
  let verdict = '';
  const saved = await saveBody(response, path, async (file: SavedFile) => {
    ({ verdict } = await verifyPath(file.path));
    if (verdict !== 'intact' && verdict !== 'only self-consistent')
      throw new Error(
        `what arrived is ${verdict}; nothing was kept. If it stays so, verify the evidence on the server.`,
      );
  });
  return { ...saved, verdict, items: plan.items.length, notSealed: plan.notSealed.map(({ number }) => `E-${number}`) };
}
