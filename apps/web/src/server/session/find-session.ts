import type { Database } from '@virga/database';
import { roles } from '@virga/domain';
import type { Caller } from '../platform/call.ts';
import { needsSecondFactor } from './second-factor-rule.ts';
import { idleMs, seenEveryMs } from './session-limits.ts';
import { sessionTokenHash } from './session-token.ts';

/** The caller behind a session token, or null when it was ended, ran out, or its user was disabled. */
export async function findSession(db: Database, token: string, now: Date = new Date()): Promise<Caller | null> {
  const row = await db.prisma.session.findUnique({
    where: { tokenHash: sessionTokenHash(token) },
    include: { user: true },
  });
  if (!row || row.endedAt || row.expiresAt <= now || row.user.disabledAt) return null;
  const idleSince = now.getTime() - row.lastSeenAt.getTime();
  if (idleSince >= idleMs) return null;
  const role = roles.find((name) => name === row.user.role);
  if (!role) return null;
  if (idleSince >= seenEveryMs) {
    await db.prisma.session.updateMany({ where: { id: row.id, endedAt: null }, data: { lastSeenAt: now } });
    await db.prisma.user.updateMany({ where: { id: row.userId }, data: { lastSeenAt: now } });
  }
  const { id, email, name, passwordMustChange } = row.user;
  return {
    principal: { userId: id, role, sessionId: row.id, stepUpAt: row.stepUpAt },
    user: { id, email, name, passwordMustChange, factorMustBeSet: await needsSecondFactor(db, row.user) },
    sessionId: row.id,
  };
}

/** True while the session is good: asked again and again by open streams. */
export async function isSessionOpen(db: Database, sessionId: string, now: Date = new Date()): Promise<boolean> {
  const row = await db.prisma.session.findUnique({
    where: { id: sessionId },
    select: { endedAt: true, expiresAt: true, lastSeenAt: true, user: { select: { disabledAt: true } } },
  });
  if (!row || row.endedAt || row.expiresAt <= now || row.user.disabledAt) return false;
  // An open stream is no sign of a person: without other requests it ends with the session.
  return now.getTime() - row.lastSeenAt.getTime() < idleMs;
}
