import { type CaseScope, listAnchors, listCustody, listHeads, listVerifications } from '@virga/database';
import { type SignedHead, verifyChain } from '@virga/evidence-store';
import type { CollectParts } from '../parts.ts';
import type { Reading } from './run-verification.ts';

/**
 * The chain in the database against the heads in it, the heads beside the evidence, and the copy of the chain there: what
 * the database's owner rewrites, the evidence store still remembers.
 */
export async function readChainAgain(parts: CollectParts, scope: CaseScope): Promise<Reading> {
  const { caseId } = scope;
  const [entries, rows, beside, copy, anchors, earlier] = await Promise.all([
    listCustody(parts.db, scope, { limit: 1_000_000 }),
    listHeads(parts.db, scope),
    parts.store.readHeads(caseId),
    parts.store.readCustody(caseId),
    listAnchors(parts.db, scope),
    listVerifications(parts.db, scope, { evidenceId: null, limit: 20 }),
  ]);
  const heads: SignedHead[] = rows.map(({ id: _, signedAt, ...head }) => ({ ...head, at: signedAt }));
  const keys = [...new Set([...beside.publicKeys, parts.signingKey.publicKeyPem])];
  const verdict = verifyChain(entries, { heads: [...heads, ...beside.heads], publicKeys: keys });
  const differing = copy.find((entry) => entries[entry.number - 1]?.entryHash !== entry.entryHash);
  const isWhole = verdict.state === 'intact' || (verdict.state === 'only self-consistent' && heads.length === 0);
  const sentences = isWhole ? [] : [`The custody chain is ${verdict.verdict}. ${verdict.sentences[0] ?? ''}`];
  if (differing)
    sentences.push(`Entry ${differing.number} in the database is not the one that was put beside the evidence.`);
  const broken = sentences.map((sentence) => ({ file: 'custody chain', offset: null, length: null, sentence }));
  const stamped = anchors.at(-1);
  return {
    ok: broken.length === 0,
    sentence:
      broken.length > 0
        ? sentences.join(' ')
        : `${entries.length} entries are ${verdict.verdict}${stamped ? `, stamped up to entry ${stamped.number}` : ''}.`,
    problems: broken,
    bytesRead: 0n,
    hash: entries.at(-1)?.entryHash ?? null,
    wasBroken: earlier.find((row) => row.state === 'done')?.verdict === 'broken',
    title: 'custody chain',
  };
}
