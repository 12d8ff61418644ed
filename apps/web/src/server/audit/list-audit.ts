import type { z } from 'zod';
import type { auditRow } from '../../contract/audit.ts';
import type { PlatformCall } from '../platform/call.ts';
import { dateOf, isoOf } from '../platform/iso-time.ts';
import { numberCursor } from '../platform/page.ts';
import { userNames } from '../platform/user-names.ts';

interface AuditQuery {
  cursor?: string | undefined;
  limit: number;
  userId?: string | undefined;
  caseId?: string | undefined;
  action?: string | undefined;
  outcome?: 'allowed' | 'refused' | 'failed' | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Newest first. */
export async function listAudit({ platform }: PlatformCall, query: AuditQuery) {
  const before = numberCursor(query.cursor);
  const rows = await platform.db.prisma.auditRow.findMany({
    where: {
      ...(before === null ? {} : { id: { lt: before } }),
      ...(query.userId ? { userId: query.userId } : {}),
      ...(query.caseId ? { caseId: query.caseId } : {}),
      ...(query.outcome ? { outcome: query.outcome } : {}),
      ...(query.action ? { action: { contains: query.action, mode: 'insensitive' as const } } : {}),
      at: {
        ...(query.from ? { gte: dateOf(query.from, 'from') } : {}),
        ...(query.to ? { lt: dateOf(query.to, 'to') } : {}),
      },
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const names = await userNames(
    platform.db,
    shown.map((row) => row.userId),
  );
  const items: z.input<typeof auditRow>[] = shown.map((row) => ({
    ...row,
    id: row.id.toString(),
    at: isoOf(row.at),
    userName: row.userId ? (names.get(row.userId) ?? null) : null,
    outcome: row.outcome as z.input<typeof auditRow>['outcome'],
    details: row.details as z.input<typeof auditRow>['details'],
  }));
  return { items, next: rows.length > query.limit ? String(shown.at(-1)!.id) : null };
}
