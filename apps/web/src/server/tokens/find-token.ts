import { audit, type Database } from '@virga/database';
import { roles } from '@virga/domain';
import type { Caller } from '../platform/call.ts';
import { isSameHash, parseTokenText } from './token-text.ts';

/** What a token was used for: every use leaves a row. */
export interface TokenUse {
  method: string;
  path: string;
  address: string | null;
}

/** The caller behind an API token, or null when it is wrong, revoked, past its end, or its owner was disabled. */
export async function findToken(
  db: Database,
  text: string,
  use: TokenUse,
  now: Date = new Date(),
): Promise<Caller | null> {
  const parsed = parseTokenText(text);
  if (!parsed) return null;
  const row = await db.prisma.apiToken.findUnique({ where: { id: parsed.id }, include: { user: true } });
  if (!row || !isSameHash(row.secretHash, parsed.secretHash)) return null;
  const role = roles.find((name) => name === row.user.role);
  if (row.revokedAt || row.expiresAt <= now || row.user.disabledAt || !role) return null;
  await db.prisma.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  const { id, email, name } = row.user;
  const { method, path, address } = use;
  const details = { method, path: path.slice(0, 500) };
  await audit(db, { userId: id, tokenId: row.id, action: 'token used', outcome: 'allowed', address, details });
  return {
    principal: {
      userId: id,
      role,
      tokenId: row.id,
      tokenPermissions: row.permissions,
      tokenCaseIds: row.caseIds,
    },
    // A token made before a password reset stays good; the reset itself revokes tokens where that is wanted.
    user: { id, email, name, passwordMustChange: false, factorMustBeSet: false },
    sessionId: null,
  };
}
