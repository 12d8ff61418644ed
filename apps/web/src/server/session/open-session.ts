import { audit, type Transaction } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { absoluteMs } from './session-limits.ts';
import { newSessionToken, sessionTokenHash } from './session-token.ts';

export interface OpenedSession {
  userId: string;
  sessionId: string;
  /** For the cookie; kept nowhere else. */
  token: string;
}

/** A new session with a new id. Signing in confirms who one is, so it counts as the first step-up. */
export async function openSession(
  tx: Transaction,
  userId: string,
  from: { address: string | null; userAgent: string | null; by: 'password' | 'openid' },
): Promise<OpenedSession> {
  const now = new Date();
  const token = newSessionToken();
  const sessionId = newId();
  await tx.session.create({
    data: {
      id: sessionId,
      tokenHash: sessionTokenHash(token),
      userId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + absoluteMs),
      stepUpAt: now,
      address: from.address,
      userAgent: from.userAgent?.slice(0, 500) ?? null,
    },
  });
  await tx.user.update({ where: { id: userId }, data: { lastSeenAt: now } });
  await audit(tx, {
    userId,
    sessionId,
    action: 'signed in',
    targetKind: 'session',
    targetId: sessionId,
    outcome: 'allowed',
    address: from.address,
    details: { by: from.by },
  });
  return { userId, sessionId, token };
}
