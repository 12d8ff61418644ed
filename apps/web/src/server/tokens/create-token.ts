import { audit, notFound } from '@virga/database';
import { AppError, errorCodes, type Permission, permissions, roleHas } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { tokenRowOf } from './token-row.ts';
import { makeTokenText } from './token-text.ts';

export interface NewToken {
  name: string;
  permissions: Permission[];
  caseIds: string[];
  days: number;
}

/** A subset of what its owner has: permissions of his role, cases he is a member of. Approvals, members, tokens, accounts never. */
export async function createToken(call: PlatformCall, wanted: NewToken) {
  const { platform, caller, access } = call;
  const refused = wanted.permissions.filter((name) => !roleHas(access.role, name) || !mayBeInToken(name));
  if (refused.length > 0)
    throw new AppError({
      code: 'permission.denied',
      message: errorCodes['permission.denied'].meaning,
      facts: { permissions: refused },
    });
  const caseIds = [...new Set(wanted.caseIds)];
  const id = newId();
  const { text, secretHash } = makeTokenText(id);
  const row = await platform.db.prisma.$transaction(async (tx) => {
    const own = await tx.caseMember.count({ where: { userId: caller.user.id, caseId: { in: caseIds } } });
    if (own !== caseIds.length) throw notFound();
    const made = await tx.apiToken.create({
      data: {
        id,
        userId: caller.user.id,
        name: wanted.name,
        secretHash,
        permissions: [...new Set(wanted.permissions)],
        caseIds,
        expiresAt: new Date(Date.now() + wanted.days * 86_400_000),
      },
    });
    const details = { name: wanted.name, permissions: wanted.permissions, caseIds, days: wanted.days };
    await audit(tx, { ...auditOf(call), action: 'token made', targetKind: 'token', targetId: id, details });
    return made;
  });
  return { token: tokenRowOf(row), text };
}

function mayBeInToken(permission: Permission): boolean {
  if (permission === 'evidence:export') return true;
  return !('stepUp' in permissions[permission]) && permission !== 'self:write';
}
