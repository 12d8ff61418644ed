import { readFile } from 'node:fs/promises';
import type { CustodyEntry } from '@virga/domain';
import { z } from 'zod';
import { type SignedHead, signedHeadSchema } from '../custody/signed-head.ts';

/** Enough of an entry's form to compute with it; its hash covers everything else as it stands. */
const entrySchema = z.looseObject({
  caseId: z.string(),
  number: z.number(),
  previousHash: z.string(),
  entryHash: z.string(),
  what: z.string(),
  evidenceId: z.string().nullable(),
  hash: z.string().nullable(),
  when: z.looseObject({ ours: z.string() }),
});

export interface Lines<T> {
  values: T[];
  /** Plain sentences about lines that could not be read. */
  faults: string[];
}

/** Null when the file is not there. A line that cannot be read is named and left out. */
export function readHeadsFile(path: string): Promise<Lines<SignedHead> | null> {
  return readLines(path, (value) => signedHeadSchema.parse(value));
}

export function readCustodyFile(path: string): Promise<Lines<CustodyEntry> | null> {
  return readLines(path, (value) => entrySchema.parse(value) as unknown as CustodyEntry);
}

async function readLines<T>(path: string, parse: (value: unknown) => T): Promise<Lines<T> | null> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  if (text === null) return null;
  const lines: Lines<T> = { values: [], faults: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      lines.values.push(parse(JSON.parse(line)));
    } catch {
      lines.faults.push(`${path}: line ${index + 1} cannot be read.`);
    }
  }
  return lines;
}
