import { audit, notFound } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { tokenRowOf } from '../tokens/token-row.ts';
import { findUser } from './find-user.ts';

/** API tokens of a user, newest first; never their text. */
export async function listUserTokens({ platform }: PlatformCall, { userId }: { userId: string }) {
  await findUser(platform.db.prisma, userId);
  const rows = await platform.db.prisma.apiToken.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
  return { items: rows.map(tokenRowOf), next: null };
}

export async function revokeUserToken(
  call: PlatformCall,
  { userId, tokenId }: { userId: string; tokenId: string },
): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw notFound();
    const details = { owner: userId };
    await audit(tx, {
      ...auditOf(call),
      action: 'token revoked by an admin',
      targetKind: 'token',
      targetId: tokenId,
      details,
    });
  });
  return { ok: true };
}
