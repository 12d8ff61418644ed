import {
  listAnchors,
  listHeads,
  listVerifications,
  readAnchorFailure,
  listCustody as readCustody,
} from '@virga/database';
import { anchorState, type SignedHead, verifyChain } from '@virga/evidence-store';
import type { CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { numberCursor } from '../platform/page.ts';
import { custodyRowOf } from './custody-row.ts';
import { storedAnchors } from './stored-anchors.ts';
import { verificationsOf } from './verification-row.ts';

/** A page of the chain, oldest first, with the heads and what a check of the whole chain says right now. */
export async function listCustody(
  { platform, access }: CaseCall,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const { caseId } = access;
  const [chain, rows, beside, anchors, failure, readings] = await Promise.all([
    readCustody(platform.db, access, { limit: 100_000 }),
    listHeads(platform.db, access),
    platform.store.readHeads(caseId),
    listAnchors(platform.db, access),
    readAnchorFailure(platform.db, access),
    listVerifications(platform.db, access, { evidenceId: null, limit: 10 }),
  ]);
  const heads: SignedHead[] = rows.map((row) => ({
    caseId,
    number: row.number,
    entryHash: row.entryHash,
    at: row.signedAt,
    keyFingerprint: row.keyFingerprint,
    signature: row.signature,
  }));
  const verdict = verifyChain(chain, { heads: [...heads, ...beside.heads], publicKeys: beside.publicKeys });
  const after = Number(numberCursor(cursor) ?? 0n);
  const items = chain.filter((entry) => entry.number > after).slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(custodyRowOf),
    next: last && last.number < chain.length ? String(last.number) : null,
    heads: rows.map(({ number, entryHash, keyFingerprint, signedAt }) => ({
      number,
      entryHash,
      keyFingerprint,
      signedAt,
    })),
    verdict: {
      intact: verdict.state === 'intact',
      sentence: [verdict.verdict, ...verdict.sentences.slice(0, 3)].join('. '),
    },
    anchor: {
      ...anchorState(heads, storedAnchors(anchors)),
      failure: failure && { sentence: failure.error, attempts: failure.attempts, nextAt: isoOf(failure.nextAt) },
    },
    verifications: await verificationsOf(platform.db, readings),
  };
}
