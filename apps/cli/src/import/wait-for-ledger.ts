import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ServerClient } from '../server/server-client.ts';

const acquisitionSchema = z.object({ state: z.string(), errorMessage: z.string().nullable() });
const itemSchema = z.object({ id: z.uuid(), acquisitionId: z.uuid().nullable() });
const itemList = z.object({ items: z.array(itemSchema), next: z.string().nullable() });

const detailSchema = z.object({
  number: z.number(),
  title: z.string(),
  format: z.string(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  sha256: z.string().nullable(),
  ledgerColour: z.enum(['green', 'amber', 'red']).nullable(),
  ledgerReasons: z.array(z.string()),
  errorMessage: z.string().nullable(),
  ledger: z
    .looseObject({
      events: z.number(),
      records: z.object({ total: z.number(), folded: z.number(), rejected: z.number() }),
      objects: z.object({ failed: z.array(z.object({ object: z.string(), reason: z.string(), offset: z.number() })) }),
      rejectedSpansTotal: z.number(),
    })
    .nullable(),
});
export type ImportedItem = z.output<typeof detailSchema>;

export interface ImportOutcome {
  state: string;
  errorMessage: string | null;
  items: ImportedItem[];
}

const over = new Set(['done', 'failed', 'cancelled']);
/** Sealed, but its parser lacks a tool on that server: waiting longer changes nothing. */
const isStuck = (item: ImportedItem) => item.state === 'waiting';

/** Until the acquisition is over, or all that is left waits for something that only a person can give. */
export async function waitForLedger(
  client: ServerClient,
  caseId: string,
  acquisitionId: string,
): Promise<ImportOutcome> {
  for (let delayMs = 250; ; delayMs = Math.min(3000, delayMs * 1.5)) {
    const { state, errorMessage } = await client.get(
      `/cases/${caseId}/acquisitions/${acquisitionId}`,
      acquisitionSchema,
    );
    if (over.has(state) || state === 'parsing') {
      const items = await itemsOf(client, caseId, acquisitionId);
      const isIdle = items.some(isStuck) && items.every((item) => isStuck(item) || item.state === 'done');
      if (over.has(state) || isIdle) return { state, errorMessage, items };
    }
    await pause(delayMs);
  }
}

async function itemsOf(client: ServerClient, caseId: string, acquisitionId: string): Promise<ImportedItem[]> {
  const items: ImportedItem[] = [];
  for await (const item of client.list(`/cases/${caseId}/evidence`, itemList))
    if (item.acquisitionId === acquisitionId)
      items.push(await client.get(`/cases/${caseId}/evidence/${item.id}`, detailSchema));
  return items;
}
