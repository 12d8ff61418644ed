import type { CoverageEntry, Prisma, Transaction } from '@virga/database';
import { coverageWords } from '@virga/domain';
import { findManifest } from '@virga/sources/catalog';
import type { z } from 'zod';
import type { coverageRow } from '../../contract/scope-fields.ts';
import type { CaseCall } from '../platform/call.ts';
import { microsIso } from '../platform/iso-time.ts';

export async function listCoverage({ platform, access }: CaseCall) {
  return { items: await coverageOf(platform.db.prisma, access.caseId, {}, 5000), next: null };
}

/** What is not there, or not wholly: everything but "collected" and "empty" (which has its proof). */
export const isGap: Prisma.CoverageEntryWhereInput = { word: { notIn: ['collected', 'empty'] } };

export async function coverageOf(
  tx: Transaction,
  caseId: string,
  where: Prisma.CoverageEntryWhereInput,
  limit: number,
) {
  const rows = await tx.coverageEntry.findMany({
    where: { AND: [{ caseId }, where] },
    orderBy: [{ sourceId: 'asc' }, { externalAccountId: 'asc' }, { region: 'asc' }, { fromMicros: 'asc' }],
    take: limit,
  });
  return rows.map(entryOf);
}

function entryOf(row: CoverageEntry): z.input<typeof coverageRow> {
  return {
    id: row.id,
    acquisitionId: row.acquisitionId,
    sourceId: row.sourceId,
    timelineSources: [...(findManifest(row.sourceId)?.timelineSources ?? [row.sourceId])],
    externalAccountId: row.externalAccountId,
    region: row.region,
    from: microsIso(row.fromMicros),
    to: microsIso(row.toMicros),
    word: coverageWords.find((word) => word === row.word) ?? 'unknown',
    detail: row.detail,
  };
}
