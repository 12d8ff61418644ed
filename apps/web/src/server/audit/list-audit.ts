import type { z } from 'zod';
import type { auditRow } from '../../contract/audit.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { numberCursor } from '../platform/page.ts';
import { userNames } from '../platform/user-names.ts';
import { type AuditQuery, auditWhere } from './audit-query.ts';

interface AuditPage extends AuditQuery {
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listAudit({ platform }: PlatformCall, query: AuditPage) {
  const before = numberCursor(query.cursor);
  const rows = await platform.db.prisma.auditRow.findMany({
    where: { ...auditWhere(query), ...(before === null ? {} : { id: { lt: before } }) },
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
