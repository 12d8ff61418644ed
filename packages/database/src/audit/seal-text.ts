import { createHash } from 'node:crypto';
import { sha256Hex } from '@virga/domain/ids';
import type { AuditRow, AuditSeal } from '../generated/client.ts';

/** SHA-256 hex over one JSON array per row, in the order of ids; members of details sorted, times in milliseconds. */
export function auditRowsHash(rows: readonly AuditRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${rowText(row)}\n`);
  return hash.digest('hex');
}

/** What the seal's signature is over: the run of rows, their hash, and the seal before. */
export function sealHashOf(
  seal: Pick<AuditSeal, 'number' | 'fromId' | 'toId' | 'rows' | 'rowsHash' | 'previousHash' | 'sealedAt'>,
): string {
  const { number, fromId, toId, rows, rowsHash, previousHash, sealedAt } = seal;
  const parts = [number, String(fromId), String(toId), rows, rowsHash, previousHash, sealedAt.getTime()];
  return sha256Hex(`virga audit seal ${JSON.stringify(parts)}`);
}

function rowText(row: AuditRow): string {
  return JSON.stringify([
    String(row.id),
    row.at.getTime(),
    row.userId,
    row.sessionId,
    row.tokenId,
    row.caseId,
    row.permission,
    row.action,
    row.targetKind,
    row.targetId,
    row.outcome,
    row.address,
    sorted(row.details),
  ]);
}

/** jsonb keeps no order of members that we could rely on. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
