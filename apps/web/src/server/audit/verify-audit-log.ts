import { audit, verifyAudit } from '@virga/database';
import type { z } from 'zod';
import type { auditVerdict } from '../../contract/audit.ts';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { isoOrNull } from '../platform/iso-time.ts';

/** What the screen shows without being asked: the chain, and the rows of the newest seals. */
const glanceSeals = 3;

/** Chain state of the audit log. `whole` reads every sealed row again, and leaves a row that says what was found. */
export async function verifyAuditLog(
  call: PlatformCall,
  { whole }: { whole: boolean },
): Promise<z.input<typeof auditVerdict>> {
  const { db } = call.platform;
  const verdict = await verifyAudit(db, call.access, whole ? undefined : glanceSeals);
  if (whole)
    await audit(db, {
      ...auditOf(call),
      action: 'audit log verified',
      targetKind: 'audit',
      details: { seals: verdict.seals, sealedRows: verdict.sealedRows, faults: verdict.faults.length },
    });
  return {
    ...verdict,
    lastSealedAt: isoOrNull(verdict.lastSealedAt),
    appendOnly: await isAppendOnly(call),
    faults: verdict.faults.map((fault) => ({ ...fault, fromId: String(fault.fromId), toId: String(fault.toId) })),
  };
}

/** By grant and by trigger, asked of the database itself. */
async function isAppendOnly({ platform }: PlatformCall): Promise<boolean> {
  const { rows } = await platform.db.pool.query<{ ok: boolean }>(
    `SELECT NOT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE') AND (
       SELECT count(*) = 2 FROM pg_trigger
       WHERE tgrelid = 'audit_entry'::regclass AND tgname IN ('audit_entry_append_only', 'audit_entry_no_truncate')
         AND tgenabled = 'A') AS ok`,
  );
  return rows[0]?.ok === true;
}
