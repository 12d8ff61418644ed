import { emitLive, joinAsAdmin } from '@virga/database';
import type { PlatformCall } from '../platform/call.ts';

/** An admin adds himself; the members see it at once, with the reason, and it stays beside his name. */
export async function joinCase(
  call: PlatformCall,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    await joinAsAdmin(tx, call.access, caseId, reason);
    const payload = { what: 'admin joined the case', by: call.caller.user.name, reason };
    await emitLive(tx, { caseId, kind: 'notification', subject: caseId, payload });
  });
  return { ok: true };
}
