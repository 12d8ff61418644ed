import { audit, type Transaction } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { endSessions } from './end-sessions.ts';
import { absoluteMs } from './session-limits.ts';
import { newSessionToken, sessionTokenHash } from './session-token.ts';

export interface OpenedSession {
  userId: string;
  sessionId: string;
  /** For the cookie; kept nowhere else. */
  token: string;
}

/** Where a sign-in comes from. */
export interface SignInOrigin {
  address: string | null;
  userAgent: string | null;
  /** Token of the session that this browser had until now: it ends with the new one. */
  replaces?: string | null;
}

interface NewSession extends SignInOrigin {
  by: 'password' | 'openid';
  /** When the person last proved who they are; counts as the first step-up. Null: an identity provider did not say. */
  confirmedAt: Date | null;
}

/** A new session with a new id, whatever the browser had before. */
export async function openSession(tx: Transaction, userId: string, from: NewSession): Promise<OpenedSession> {
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
      stepUpAt: from.confirmedAt,
      address: from.address,
      userAgent: from.userAgent?.slice(0, 500) ?? null,
    },
  });
  if (from.replaces) await endSessions(tx, { tokenHash: sessionTokenHash(from.replaces) }, 'replaced by a new sign-in');
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
