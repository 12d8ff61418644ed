import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const rangeSchema = z.object({
  url: z.url(),
  controlUrl: z.url(),
  controlToken: z.string(),
  platform: z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), userArn: z.string() }),
  accounts: z.array(z.object({ accountId: z.string(), name: z.string(), role: z.string() })),
  regions: z.array(z.string()),
});
export type RangeFacts = z.output<typeof rangeSchema>;

/** What the alert that opens the staged case knows; the rest of the truth is for grading, not for investigating. */
const alertSchema = z.object({
  now: z.string(),
  leakedKey: z.object({ accessKeyId: z.string(), userName: z.string(), accountId: z.string() }),
  compromisedInstance: z.object({ id: z.string(), accountId: z.string(), region: z.string() }),
});
export type StagedAlert = z.output<typeof alertSchema>;

/** Reads `range.json` and the alert of the scenario that stands beside it. */
export function readRange(path: string): { range: RangeFacts; alert: StagedAlert } {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  return { range: rangeSchema.parse(read(path)), alert: alertSchema.parse(read(join(dirname(path), 'truth.json'))) };
}
