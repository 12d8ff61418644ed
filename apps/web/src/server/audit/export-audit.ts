import { audit } from '@virga/database';
import { toJsonText } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { csvLine } from '../timeline/csv-line.ts';
import type { AuditQuery } from './audit-query.ts';
import { listAudit } from './list-audit.ts';

const columns = [
  'id',
  'at',
  'userId',
  'userName',
  'sessionId',
  'tokenId',
  'caseId',
  'permission',
  'action',
  'targetKind',
  'targetId',
  'outcome',
  'address',
  'details',
] as const;

/** Every row that fits, newest first, page by page at the reader's pace. The export leaves a row of its own. */
export async function exportAudit(
  call: PlatformCall,
  format: 'csv' | 'jsonl',
  query: AuditQuery,
): Promise<ReadableStream<Uint8Array>> {
  // Read before the first byte goes: a filter that cannot be read must still answer with an error.
  let page = await listAudit(call, { ...query, limit: 500 });
  const details = { format, ...query };
  await audit(call.platform.db, { ...auditOf(call), action: 'audit log exported', targetKind: 'audit', details });
  const encoder = new TextEncoder();
  let isBegun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isBegun)
        page = page.next
          ? await listAudit(call, { ...query, limit: 500, cursor: page.next })
          : { items: [], next: null };
      const lines = page.items.map((row) =>
        format === 'csv' ? csvLine(columns.map((name) => row[name])) : `${toJsonText(row)}\n`,
      );
      if (!isBegun && format === 'csv') lines.unshift(csvLine(columns));
      isBegun = true;
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')));
      if (page.next === null) controller.close();
    },
  });
}
