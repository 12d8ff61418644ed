import { audit, notFound } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';

export async function revokeToken(call: PlatformCall, { tokenId }: { tokenId: string }): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    const where = { id: tokenId, userId: call.caller.user.id };
    if ((await tx.apiToken.count({ where })) === 0) throw notFound();
    await tx.apiToken.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: new Date() } });
    await audit(tx, { ...auditOf(call), action: 'token revoked', targetKind: 'token', targetId: tokenId });
  });
  return { ok: true };
}
