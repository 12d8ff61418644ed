import { lastCustody, listCustody, saveHead, scopeOfRow } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { signHead } from '@virga/evidence-store';
import type { CollectParts } from '../parts.ts';

/**
 * Entries that the web app appended (case opened, action approved, report approved, evidence exported) carry no signature:
 * it has no key. Their newest gets its head here, and both go beside the evidence, where the chain outlives the database.
 */
export async function signHeads(parts: CollectParts): Promise<void> {
  const { rows } = await parts.db.pool.query<{ case_id: string }>(
    `SELECT entry.case_id FROM custody_entry entry GROUP BY entry.case_id
     HAVING max(entry.number) > coalesce((SELECT max(head.number) FROM custody_head head WHERE head.case_id = entry.case_id), 0)`,
  );
  for (const { case_id: caseId } of rows) {
    const scope = await scopeOfRow(parts.db, 'case', caseId);
    const last = await lastCustody(parts.db, scope);
    if (!last) continue;
    const head = signHead(last, parts.signingKey.privateKeyPem);
    const { number, entryHash, keyFingerprint, signature, at } = head;
    await saveHead(parts.db, scope, { id: newId(), number, entryHash, keyFingerprint, signature, signedAt: at });
    const beside = (await parts.store.readCustody(caseId)).reduce((most, entry) => Math.max(most, entry.number), 0);
    await parts.store.appendCustody(caseId, await listCustody(parts.db, scope, { after: beside }));
    await parts.store.appendHead(head, parts.signingKey.publicKeyPem);
  }
}
