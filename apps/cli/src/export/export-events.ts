import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { ServerClient } from '../server/server-client.ts';
import { countRows } from './count-rows.ts';
import type { ExportOptions } from './options.ts';
import { placeFor, saveBody } from './save-body.ts';

const countSchema = z.object({ total: z.number(), complete: z.boolean() });

/** The rows of the timeline; a stream that ends early looks whole, so they are counted against the server's own count. */
export async function exportEvents(client: ServerClient, caseId: string, options: ExportOptions) {
  const format = options.kind === 'events-csv' ? 'csv' : 'jsonl';
  const path = placeFor(options.to, `timeline-${caseId}.${format}`);
  const selection = { query: options.query, from: options.from ?? null, until: options.until ?? null };
  const { total, complete } = await client.post(`/cases/${caseId}/timeline/count`, selection, countSchema);
  const parameters = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(selection)) if (value) parameters.set(name, value);
  const response = await client.open(`/cases/${caseId}/timeline/export?${parameters}`);
  let rows = 0;
  const saved = await saveBody(response, path, async (file) => {
    rows = await countRows(createReadStream(file.path), format);
    // While evidence is still parsed, rows come after the count.
    if (rows < total || (complete && rows > total))
      throw new Error(`${rows} rows arrived and the server counts ${total}; nothing was kept. Try again.`);
  });
  return { ...saved, rows, complete };
}
