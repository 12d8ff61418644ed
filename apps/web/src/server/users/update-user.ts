import { audit } from '@virga/database';
import { AppError, type Role } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { endSessions } from '../session/end-sessions.ts';
import { countOpenSessions, countOpenTokens, findUser } from './find-user.ts';
import { userRowOf } from './user-row.ts';

export interface UserChange {
  userId: string;
  name?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
}

/** A changed role and a disabled account end every session: the next sign-in has a new id. Disabling also revokes tokens. */
export async function updateUser(call: PlatformCall, change: UserChange) {
  return call.platform.db.prisma.$transaction(async (tx) => {
    const before = await findUser(tx, change.userId);
    refuseLockingOneselfOut(call, change);
    const isDisabling = change.disabled === true && before.disabledAt === null;
    const row = await tx.user.update({
      where: { id: before.id },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.role === undefined ? {} : { role: change.role }),
        ...(change.disabled === undefined
          ? {}
          : { disabledAt: change.disabled ? (before.disabledAt ?? new Date()) : null }),
      },
    });
    if (row.role !== before.role) await endSessions(tx, { userId: row.id }, 'role changed');
    if (isDisabling) {
      await endSessions(tx, { userId: row.id }, 'account disabled');
      await tx.apiToken.updateMany({ where: { userId: row.id, revokedAt: null }, data: { revokedAt: new Date() } });
    }
    const { userId: targetId, ...details } = change;
    await audit(tx, { ...auditOf(call), action: 'user changed', targetKind: 'user', targetId, details });
    return userRowOf(row, {
      openSessions: await countOpenSessions(tx, row.id),
      tokens: await countOpenTokens(tx, row.id),
    });
  });
}

function refuseLockingOneselfOut(call: PlatformCall, change: UserChange): void {
  const isSelf = change.userId === call.caller.user.id;
  if (isSelf && (change.disabled || (change.role !== undefined && change.role !== 'admin')))
    throw new AppError({
      code: 'resource.conflict',
      message: 'Another admin has to change your own role or disable you, so that one admin always stays.',
    });
}
