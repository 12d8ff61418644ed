import { type CaseScope, lastCustody, listCustody, listHeads, saveHead, scopeOfRow } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { signHead } from '@virga/evidence-store';
import type { CollectParts } from '../parts.ts';

/** Processes that looked at every case once: what the one before left undone when it died is found then. */
const looked = new WeakSet<CollectParts>();

/**
 * Entries that the web app appended (case opened, action approved, report approved, evidence exported) carry no signature:
 * it has no key. Their newest gets its head here, and both go beside the evidence, where the chain outlives the database.
 * A process that died, or whose disk was full, between the entry and its copy beside the evidence is made good as well.
 */
export async function signHeads(parts: CollectParts): Promise<void> {
  const { rows } = await parts.db.pool.query<{ case_id: string; is_unsigned: boolean }>(
    `SELECT entry.case_id, max(entry.number) > coalesce(signed.number, 0) AS is_unsigned
     FROM custody_entry entry
     LEFT JOIN (SELECT case_id, max(number) AS number FROM custody_head GROUP BY case_id) signed USING (case_id)
     GROUP BY entry.case_id, signed.number
     HAVING $1 OR max(entry.number) > coalesce(signed.number, 0) OR max(entry.at) > now() - interval '15 minutes'`,
    [!looked.has(parts)],
  );
  for (const { case_id: caseId, is_unsigned: isUnsigned } of rows) {
    const scope = await scopeOfRow(parts.db, 'case', caseId);
    if (isUnsigned) await signLast(parts, scope);
    await standBeside(parts, scope);
  }
  looked.add(parts);
}

async function signLast(parts: CollectParts, scope: CaseScope): Promise<void> {
  const last = await lastCustody(parts.db, scope);
  if (!last) return;
  const { number, entryHash, keyFingerprint, signature, at } = signHead(last, parts.signingKey.privateKeyPem);
  await saveHead(parts.db, scope, { id: newId(), number, entryHash, keyFingerprint, signature, signedAt: at });
}

/** Entries and the newest head that the database has and the store has not. */
async function standBeside(parts: CollectParts, scope: CaseScope): Promise<void> {
  const { caseId } = scope;
  const beside = (await parts.store.readCustody(caseId)).reduce((most, entry) => Math.max(most, entry.number), 0);
  const missing = await listCustody(parts.db, scope, { after: beside });
  if (missing.length > 0) await parts.store.appendCustody(caseId, missing);
  const newest = (await listHeads(parts.db, scope)).toSorted((a, b) => a.number - b.number).at(-1);
  // An older key's head stands there since it was made, or the next signature says more than it.
  if (newest?.keyFingerprint !== parts.signingKey.fingerprint) return;
  const { heads } = await parts.store.readHeads(caseId);
  if (heads.some((head) => head.number >= newest.number)) return;
  const { id: _id, signedAt, ...head } = newest;
  await parts.store.appendHead({ ...head, caseId, at: signedAt }, parts.signingKey.publicKeyPem);
}
