import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { productFacts } from '../product/facts.ts';

export interface Truth {
  leakedKey: { accessKeyId: string };
  compromisedInstance: { id: string; accountId: string; region: string };
  steps: { startTime: string }[];
}

/** What the range staged, as it wrote it down. */
export async function readTruth(): Promise<Truth> {
  return JSON.parse(await readFile(join(productFacts().home, 'range', 'truth.json'), 'utf8')) as Truth;
}
