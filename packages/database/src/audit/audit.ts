import { storableText, toJsonValue } from '@virga/domain';
import type { PlatformAccess } from '../access/principal.ts';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { AuditRow, Prisma } from '../generated/client.ts';

export interface AuditFields {
  userId?: string | null;
  sessionId?: string | null;
  tokenId?: string | null;
  caseId?: string | null;
  permission?: string | null;
  /** What was done, as verb phrase: 'acquisition started', 'raw record read'. */
  action: string;
  targetKind?: string | null;
  targetId?: string | null;
  outcome: 'allowed' | 'refused' | 'failed';
  address?: string | null;
  /** JSON-like facts; never secrets. */
  details?: Record<string, unknown>;
}

/** Writes one row of the audit log. In the transaction of what it tells of, or not at all. */
export async function audit(tx: Database | Transaction, fields: AuditFields): Promise<void> {
  await clientOf(tx).auditRow.createMany({ data: [{ ...fields, details: auditDetails(fields.details) }] });
}

function auditDetails(details: Record<string, unknown> = {}): Prisma.InputJsonObject {
  const text = JSON.stringify(toJsonValue(details), (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
  return JSON.parse(text) as Prisma.InputJsonObject;
}

export interface AuditFilter {
  caseId?: string;
  userId?: string;
  action?: string;
  outcome?: AuditFields['outcome'];
  /** Rows older than this id: the last one of the page before. */
  before?: bigint;
  limit?: number;
}

/** Newest first. Needs `audit:read`. */
export async function listAudit(
  db: Database | Transaction,
  _access: PlatformAccess,
  filter: AuditFilter = {},
): Promise<AuditRow[]> {
  const { before, limit = 100, ...equal } = filter;
  return clientOf(db).auditRow.findMany({
    where: { ...equal, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: Math.min(limit, 1000),
  });
}
