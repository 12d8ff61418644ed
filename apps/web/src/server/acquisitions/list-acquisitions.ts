import type { CaseCall } from '../platform/call.ts';
import { beforeId, pageOf } from '../platform/page.ts';
import { userNames } from '../platform/user-names.ts';
import { acquisitionRowOf } from './acquisition-row.ts';

/** Newest first. */
export async function listAcquisitions(
  { platform, access }: CaseCall,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await platform.db.prisma.acquisition.findMany({
    where: { caseId: access.caseId, ...beforeId(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const { items, next } = pageOf(rows, limit);
  const names = await userNames(
    platform.db,
    items.map((row) => row.requestedById),
  );
  return { items: items.map((row) => acquisitionRowOf(row, names)), next };
}
