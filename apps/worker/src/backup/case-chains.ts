import type { CustodyEntry } from '@virga/domain';
import { type EvidenceStore, type SignedHead, verifyChain } from '@virga/evidence-store';
import type { BackedUpCase } from './backup-manifest.ts';

interface Asked {
  read<Row extends object>(sql: string): Promise<Row[]>;
  /** The store that holds the public keys beside the evidence. */
  store: Pick<EvidenceStore, 'readHeads'>;
}

interface HeadRow {
  case_id: string;
  number: number;
  entry_hash: string;
  key_fingerprint: string;
  signature: string;
  signed_at: string;
}

/** Every case with the state of its custody chain, computed anew from the rows. */
export async function readCaseChains({ read, store }: Asked): Promise<BackedUpCase[]> {
  const cases = await read<{ id: string; number: number }>('SELECT id, number FROM "case" ORDER BY number');
  const rows = await read<{ case_id: string; entry: string }>(
    'SELECT case_id, entry FROM custody_entry ORDER BY case_id, number',
  );
  const heads = await read<HeadRow>('SELECT * FROM custody_head ORDER BY case_id, number, signed_at');
  const entriesOf = Map.groupBy(rows, (row) => row.case_id);
  const headsOf = Map.groupBy(heads, (row) => row.case_id);
  return Promise.all(
    cases.map(async ({ id: caseId, number }) => {
      const entries = (entriesOf.get(caseId) ?? []).map((row) => JSON.parse(row.entry) as CustodyEntry);
      const { publicKeys } = await store.readHeads(caseId);
      const { verdict } = verifyChain(entries, { heads: (headsOf.get(caseId) ?? []).map(headOf), publicKeys });
      return { caseId, number, entries: entries.length, newest: entries.at(-1)?.entryHash ?? null, verdict };
    }),
  );
}

function headOf(row: HeadRow): SignedHead {
  return {
    caseId: row.case_id,
    number: row.number,
    entryHash: row.entry_hash,
    at: row.signed_at,
    keyFingerprint: row.key_fingerprint,
    signature: row.signature,
  };
}
