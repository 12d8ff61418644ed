import { type CustodyEntry, coverageWords, formatTime } from '@virga/domain';
import type { ReportModel } from '@virga/report';
import { actionManifests } from '@virga/response/catalog';
import { manifests } from '@virga/sources/catalog';
import type { Parts } from '../parts.ts';

/** Sealed items with their hashes, the number of their custody entry and the verdict of their ledger. */
export async function gatherEvidence(
  parts: Parts,
  caseId: string,
  custody: readonly CustodyEntry[],
): Promise<ReportModel['evidence']> {
  const items = await parts.db.prisma.evidenceItem.findMany({
    where: { caseId },
    include: { acquisition: true },
    orderBy: { number: 'asc' },
  });
  return items.map((item) => {
    const sealed = custody.find((entry) => entry.what === 'evidence sealed' && entry.evidenceId === item.id);
    const origin = item.origin as Record<string, unknown>;
    const offset = item.acquisition?.clockOffsetMs;
    return {
      id: item.id,
      label: `E-${item.number}`,
      title: item.title,
      source: item.sourceId,
      target: item.acquisition?.target ?? '',
      account: typeof origin.account === 'string' ? origin.account : null,
      region: item.acquisition?.region ?? null,
      sealedAt: item.sealedAt?.toISOString() ?? null,
      sizeBytes: Number(item.sizeBytes),
      objects: item.objectCount,
      sha256: item.sha256,
      manifestSha256: item.manifestSha256,
      hashedAt: sealed?.hashedAt ?? null,
      custodyNumber: sealed?.number ?? null,
      ledger: item.ledgerColour
        ? { colour: item.ledgerColour as 'green' | 'amber' | 'red', reasons: item.ledgerReasons }
        : null,
      verified: verifiedOf(item),
      clock: offset == null ? null : `our clock minus the provider's: ${offset} ms`,
    };
  });
}

function verifiedOf(item: { verifyState: string | null; verifiedAt: Date | null; readBackAt: Date | null }) {
  const { verifyState, verifiedAt, readBackAt } = item;
  if (!verifiedAt || verifiedAt.getTime() === readBackAt?.getTime()) return null;
  return {
    verdict: verifyState === 'broken' ? ('broken' as const) : ('intact' as const),
    at: verifiedAt.toISOString(),
  };
}

/** What cannot be known, in its words. `collected` is no gap. */
export async function gatherGaps(parts: Parts, caseId: string): Promise<ReportModel['gaps']> {
  const rows = await parts.db.prisma.coverageEntry.findMany({
    where: { caseId, word: { not: 'collected' } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => ({
    source: row.sourceId,
    account: row.externalAccountId,
    region: row.region,
    from: row.fromMicros === null ? null : formatTime(row.fromMicros),
    to: row.toMicros === null ? null : formatTime(row.toMicros),
    word: coverageWords.find((word) => word === row.word) ?? 'unknown',
    sentence: row.detail,
  }));
}

/** Where each source and action of this case has run: what only the range answered is never called working with the cloud. */
export async function gatherProofs(parts: Parts, caseId: string, staged: boolean): Promise<ReportModel['ranAgainst']> {
  const sources = await parts.db.prisma.acquisition.findMany({
    where: { caseId },
    distinct: ['sourceId'],
    select: { sourceId: true },
  });
  const actions = await parts.db.prisma.containmentAction.findMany({
    where: { caseId },
    distinct: ['kind'],
    select: { kind: true },
  });
  const used = new Set([...sources.map((row) => row.sourceId), ...actions.map((row) => row.kind)]);
  return [...manifests, ...actionManifests]
    .filter((manifest) => used.has(manifest.id))
    .map(({ id, title, proof }) => ({
      id,
      title,
      where: staged ? ('range' as const) : ('live' as const),
      detail: staged ? proof.map((one) => one.note).join('; ') : 'a registered account of this case',
    }));
}
