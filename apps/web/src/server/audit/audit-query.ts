import { isUuid, type Prisma } from '@virga/database';
import { dateOf } from '../platform/iso-time.ts';

export interface AuditQuery {
  userId?: string | undefined;
  caseId?: string | undefined;
  action?: string | undefined;
  outcome?: 'allowed' | 'refused' | 'failed' | undefined;
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
}

/** `text` is looked for in action, target, address and details; an id also where ids stand. */
export function auditWhere(query: AuditQuery): Prisma.AuditRowWhereInput {
  return {
    ...(query.userId ? { userId: query.userId } : {}),
    ...(query.caseId ? { caseId: query.caseId } : {}),
    ...(query.outcome ? { outcome: query.outcome } : {}),
    ...(query.action ? { action: { contains: query.action, mode: 'insensitive' as const } } : {}),
    ...(query.text ? { OR: placesOf(query.text) } : {}),
    at: {
      ...(query.from ? { gte: dateOf(query.from, 'from') } : {}),
      ...(query.to ? { lt: dateOf(query.to, 'to') } : {}),
    },
  };
}

function placesOf(text: string): Prisma.AuditRowWhereInput[] {
  const contains = { contains: text, mode: 'insensitive' as const };
  const asId = isUuid(text.toLowerCase()) ? text.toLowerCase() : null;
  return [
    { action: contains },
    { permission: contains },
    { targetKind: contains },
    { targetId: contains },
    { address: contains },
    ...detailNames.map((name) => ({ details: { path: [name], string_contains: text, mode: 'insensitive' as const } })),
    ...(asId ? [{ userId: asId }, { caseId: asId }, { sessionId: asId }, { tokenId: asId }] : []),
  ];
}

/** Members of details that hold what somebody typed or named. */
const detailNames = ['reason', 'query', 'name', 'email', 'account', 'target', 'path', 'caseId', 'title', 'code'];
