import { type CustodyEntry, firstPreviousHash } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { canonicalize, storableJson } from './canonical-json.ts';

export type CustodyFields = Omit<CustodyEntry, 'number' | 'previousHash' | 'entryHash'>;

/**
 * The next entry of a case's chain. `previous` is the newest entry, read under the lock that the insert holds too, or
 * null for the first. What comes back is what must be stored: its strings are already in their storable form.
 */
export function buildCustodyEntry(previous: CustodyEntry | null, fields: CustodyFields): CustodyEntry {
  if (previous && previous.caseId !== fields.caseId) throw new TypeError('custody entries of two cases in one chain');
  const body = storableJson({
    ...fields,
    number: previous ? previous.number + 1 : 1,
    previousHash: previous ? previous.entryHash : firstPreviousHash,
  }) as Omit<CustodyEntry, 'entryHash'>;
  return { ...body, entryHash: sha256Hex(canonicalize(body)) };
}

/** The canonical text that `entryHash` is the SHA-256 of: every field but `entryHash` itself. */
export function canonicalEntry(entry: CustodyEntry): string {
  const { entryHash: _, ...body } = entry;
  return canonicalize(body);
}
