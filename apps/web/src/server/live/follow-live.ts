import { withEventMeta } from '@orpc/server';
import { liveHead, liveTail } from '@virga/database';
import { type Permission, roleHas } from '@virga/domain';
import type { LiveEventJson } from '../../contract/live.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { isSessionOpen } from '../session/find-session.ts';

/** What a role must hold to hear of a kind inside a case; a kind not named here is heard by every member. */
const heardWith: Record<string, Permission> = {
  acquisition: 'acquisition:read',
  evidence: 'evidence:read',
  upload: 'evidence:read',
  timeline: 'timeline:read',
  annotation: 'timeline:read',
  action: 'action:read',
  inventory: 'scope:read',
  report: 'report:read',
};

/**
 * Begins after Last-Event-ID, or now: the place is taken before the answer begins, so that a change right after it is heard.
 * Where the outbox no longer reaches back so far, the first event is `reload`: the browser reads its pages again. Ends when
 * the session ends; who lost a case hears nothing more of it.
 */
export async function followLive(
  call: PlatformCall,
  lastEventId: string | null,
): Promise<AsyncGenerator<LiveEventJson>> {
  const { db } = call.platform;
  const asked = lastEventId !== null && /^\d{1,18}$/.test(lastEventId) ? BigInt(lastEventId) : null;
  const [head, tail] = [await liveHead(db), await liveTail(db)];
  const isGone = asked !== null && (asked > head || asked + 1n < tail);
  return eventsAfter(call, isGone ? head : (asked ?? head), isGone);
}

async function* eventsAfter(call: PlatformCall, since: bigint, isGone: boolean): AsyncGenerator<LiveEventJson> {
  const { db, live } = call.platform;
  const { role, userId } = call.access;
  const { sessionId } = call.caller;
  if (isGone) yield reload(since);
  const isOpen = async () => sessionId === null || isSessionOpen(db, sessionId);
  for await (const row of live.follow(userId, since, isOpen, call.signal)) {
    if (!isHeardByToken(call, row.caseId)) continue;
    const needed = row.caseId ? heardWith[row.kind] : undefined;
    if (needed && !roleHas(role, needed)) continue;
    yield withEventMeta(
      {
        seq: row.seq.toString(),
        kind: row.kind,
        caseId: row.caseId,
        subject: row.subject,
        payload: row.payload as LiveEventJson['payload'],
        at: isoOf(row.at),
      },
      { id: row.seq.toString() },
    );
  }
}

/** A token hears of its own cases only, whatever its owner is a member of. */
function isHeardByToken({ caller }: PlatformCall, caseId: string | null): boolean {
  const { tokenId, tokenCaseIds } = caller.principal;
  return !tokenId || caseId === null || tokenCaseIds?.includes(caseId) === true;
}

function reload(head: bigint): LiveEventJson {
  const event = { seq: head.toString(), kind: 'reload', caseId: null, subject: '', payload: {}, at: isoOf(new Date()) };
  return withEventMeta(event, { id: head.toString() });
}
