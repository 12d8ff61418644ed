import { storableText } from '@virga/domain';
import type { PoolClient } from 'pg';
import type { AppendRequest, SwapRequest } from '../store.ts';

/** Places of a shown item have no run; a reparse keeps its own beside. The event id makes a repeated call a no-op. */
export async function insertFolded(client: PoolClient, request: AppendRequest): Promise<void> {
  const { caseId, evidenceId, besideRun = '', folded = [] } = request;
  if (folded.length === 0) return;
  await client.query(
    `INSERT INTO folded_copy
       (case_id, evidence_id, run, id, uid, content_hash, object, record_offset, record_length)
     SELECT $1, $2, $3, f.* FROM unnest($4::bpchar[], $5::text[], $6::bpchar[], $7::text[], $8::bigint[], $9::int[]) AS f
     ON CONFLICT (case_id, evidence_id, run, id) DO NOTHING`,
    [
      caseId,
      evidenceId,
      besideRun,
      folded.map((place) => place.id),
      folded.map((place) => storableText(place.uid)),
      folded.map((place) => place.contentHash),
      folded.map((place) => storableText(place.record.object)),
      folded.map((place) => place.record.offset),
      folded.map((place) => place.record.length),
    ],
  );
}

/** Shows the places that a reparse kept beside instead of the item's present ones. */
export async function swapFolded(client: PoolClient, { caseId, evidenceId, run }: SwapRequest): Promise<void> {
  const item = [caseId, evidenceId];
  await client.query("DELETE FROM folded_copy WHERE case_id = $1 AND evidence_id = $2 AND run = ''", item);
  await client.query("UPDATE folded_copy SET run = '' WHERE case_id = $1 AND evidence_id = $2 AND run = $3", [
    ...item,
    run,
  ]);
}
