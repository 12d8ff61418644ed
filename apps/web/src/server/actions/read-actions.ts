import type { CaseCall } from '../platform/call.ts';
import { beforeId, pageOf } from '../platform/page.ts';
import { type ActionDetailJson, actionDetailOf, findCaseAction } from './action-detail.ts';
import { actionRowOf, namesOfActions } from './action-row.ts';

/** Newest first. */
export async function listActions(
  { platform, access }: CaseCall,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await platform.db.prisma.containmentAction.findMany({
    where: { caseId: access.caseId, ...beforeId(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const { items, next } = pageOf(rows, limit);
  const names = await namesOfActions(platform.db.prisma, items);
  return { items: items.map((row) => actionRowOf(row, names)), next };
}

export async function getAction(
  { platform, access }: CaseCall,
  { actionId }: { actionId: string },
): Promise<ActionDetailJson> {
  const { prisma } = platform.db;
  return actionDetailOf(prisma, await findCaseAction(prisma, access.caseId, actionId));
}
