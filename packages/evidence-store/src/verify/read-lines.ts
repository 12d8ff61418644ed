import { readFile } from 'node:fs/promises';
import type { CustodyEntry } from '@virga/domain';
import { z } from 'zod';
import { type SignedHead, signedHeadSchema } from '../custody/signed-head.ts';
import { type HeadAnchor, headAnchorSchema } from '../timestamp/head-anchor.ts';

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

/** A file of signed heads that the reader kept. Null when it is not there. A line that cannot be read is named and left out. */
export async function readHeadsFile(path: string): Promise<Lines<SignedHead> | null> {
  const bytes = await readFile(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  return bytes && headLines(path, bytes);
}

export function headLines(path: string, bytes: Uint8Array): Lines<SignedHead> {
  return readLines(path, bytes, (value) => signedHeadSchema.parse(value));
}

export function anchorLines(path: string, bytes: Uint8Array): Lines<HeadAnchor> {
  return readLines(path, bytes, (value) => headAnchorSchema.parse(value));
}

export function custodyLines(path: string, bytes: Uint8Array): Lines<CustodyEntry> {
  return readLines(path, bytes, (value) => entrySchema.parse(value) as unknown as CustodyEntry);
}

function readLines<T>(path: string, bytes: Uint8Array, parse: (value: unknown) => T): Lines<T> {
  const lines: Lines<T> = { values: [], faults: [] };
  for (const [index, line] of Buffer.from(bytes).toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      lines.values.push(parse(JSON.parse(line)));
    } catch {
      lines.faults.push(`${path}: line ${index + 1} cannot be read.`);
    }
  }
  return lines;
}
