import type { User } from '@virga/database';
import { AppError, errorCodes, type Role, roles } from '@virga/domain';
import type { z } from 'zod';
import type { userRow } from '../../contract/users.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

export function userRowOf(row: User, has: { openSessions: number; tokens: number }): z.input<typeof userRow> {
  const hasPassword = row.passwordHash !== null;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: roleOf(row.role),
    disabledAt: isoOrNull(row.disabledAt),
    lastSeenAt: isoOrNull(row.lastSeenAt),
    createdAt: isoOf(row.createdAt),
    passwordMustChange: row.passwordMustChange,
    hasSecondFactor: row.totpSealed !== null,
    signsInWith: row.oidcSubject === null ? 'password' : hasPassword ? 'both' : 'openid',
    openSessions: has.openSessions,
    tokens: has.tokens,
  };
}

export function roleOf(text: string): Role {
  const role = roles.find((name) => name === text);
  if (!role)
    throw new AppError({
      code: 'system.unexpected',
      message: errorCodes['system.unexpected'].meaning,
      detail: `unknown role in the database: ${text}`,
    });
  return role;
}
