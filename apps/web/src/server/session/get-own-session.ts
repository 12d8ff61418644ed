import { stepUpMs } from '@virga/database';
import { type Permission, permissions, roleHas } from '@virga/domain';
import type { z } from 'zod';
import type { ownSession } from '../../contract/session.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isStaged } from '../platform/is-staged.ts';
import { isoOf } from '../platform/iso-time.ts';
import { version } from '../platform/version.ts';
import { idleMs } from './session-limits.ts';

export async function getOwnSession(call: PlatformCall): Promise<z.input<typeof ownSession>> {
  const { platform, caller, access } = call;
  const user = await platform.db.prisma.user.findUniqueOrThrow({ where: { id: caller.user.id } });
  return {
    user: {
      id: user.id,
      email: user.email,
      name: user.name,
      role: access.role,
      hasPassword: user.passwordHash !== null,
      passwordMustChange: user.passwordMustChange,
      hasSecondFactor: user.totpSealed !== null,
      factorMustBeSet: caller.user.factorMustBeSet,
      recoveryCodesLeft: await platform.db.prisma.recoveryCode.count({ where: { userId: user.id, usedAt: null } }),
    },
    session: await sessionOf(call),
    permissions: (Object.keys(permissions) as Permission[]).filter((name) => mayUse(call, name)),
    staged: await isStaged(platform.db),
    version,
  };
}

function mayUse({ access, caller }: PlatformCall, permission: Permission): boolean {
  const ofToken = caller.principal.tokenPermissions;
  return roleHas(access.role, permission) && (!caller.principal.tokenId || ofToken?.includes(permission) === true);
}

async function sessionOf({ platform, caller }: PlatformCall): Promise<z.input<typeof ownSession>['session']> {
  if (!caller.sessionId) return null;
  const row = await platform.db.prisma.session.findUniqueOrThrow({ where: { id: caller.sessionId } });
  const stepUpEnds = row.stepUpAt ? new Date(row.stepUpAt.getTime() + stepUpMs) : null;
  return {
    id: row.id,
    createdAt: isoOf(row.createdAt),
    expiresAt: isoOf(row.expiresAt),
    idleEndsAt: isoOf(new Date(Math.min(row.lastSeenAt.getTime() + idleMs, row.expiresAt.getTime()))),
    stepUpUntil: stepUpEnds && stepUpEnds > new Date() ? isoOf(stepUpEnds) : null,
  };
}
