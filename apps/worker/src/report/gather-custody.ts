import { brokenCases, type CaseScope, lastCustody, listAnchors, listHeads } from '@virga/database';
import { anchorState } from '@virga/evidence-store';
import type { ReportModel } from '@virga/report';
import type { Parts } from '../parts.ts';

/** The chain's newest head, who stamped it from outside and since when nobody does, and what is not what was sealed. */
export async function gatherCustody(parts: Parts, scope: CaseScope): Promise<ReportModel['custody']> {
  const rows = await listHeads(parts.db, scope);
  const stamps = await listAnchors(parts.db, scope);
  const heads = rows.map(({ id: _, signedAt, ...head }) => ({ ...head, at: signedAt }));
  const anchors = stamps.map(({ stampedAt, response: _, ...stamp }) => ({ ...stamp, at: stampedAt, response: '' }));
  const { newest, notSince } = anchorState(heads, anchors);
  const [broken] = await brokenCases(parts.db, [scope.caseId]);
  const head = heads.at(-1) ?? null;
  return {
    entries: (await lastCustody(parts.db, scope))?.number ?? 0,
    head: head && {
      number: head.number,
      entryHash: head.entryHash,
      at: head.at,
      keyFingerprint: head.keyFingerprint,
    },
    anchor: newest,
    notAnchoredSince: notSince,
    broken: [...(broken?.chain ? [broken.chain.sentence] : []), ...(broken?.items ?? []).map((item) => item.sentence)],
  };
}
