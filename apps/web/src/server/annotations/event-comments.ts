import { audit, type EventComment, emitLive, notFound } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';
import { checkEvents } from '../timeline/check-events.ts';

function commentOf(row: EventComment, names: ReadonlyMap<string, string>) {
  return { id: row.id, eventId: row.eventId, by: userRefOf(names, row.userId), text: row.text, at: isoOf(row.at) };
}

/** Oldest first. */
export async function listComments(call: CaseCall, { eventId }: { eventId: string }) {
  await checkEvents(call.platform.db.prisma, call.access.caseId, [eventId]);
  const rows = await call.platform.db.prisma.eventComment.findMany({
    where: { caseId: call.access.caseId, eventId, deletedAt: null },
    orderBy: { id: 'asc' },
    take: 1000,
  });
  const names = await userNames(
    call.platform.db,
    rows.map((row) => row.userId),
  );
  return { items: rows.map((row) => commentOf(row, names)), next: null };
}

export async function addComment(call: CaseCall, { eventId, text }: { eventId: string; text: string }) {
  await checkEvents(call.platform.db.prisma, call.access.caseId, [eventId]);
  const { caseId, userId } = call.access;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const row = await tx.eventComment.create({ data: { id: newId(), caseId, eventId, userId, text } });
    await audit(tx, { ...auditOf(call), action: 'row commented', targetKind: 'event', targetId: eventId });
    await emitLive(tx, {
      caseId,
      kind: 'annotation',
      subject: eventId,
      payload: { eventIds: [eventId], comment: row.id },
    });
    return commentOf(row, new Map([[userId, call.caller.user.name]]));
  });
}

/** One's own only: another's words are not ours to remove. */
export async function removeComment(call: CaseCall, { commentId }: { commentId: string }): Promise<{ ok: true }> {
  const { caseId, userId } = call.access;
  await call.platform.db.prisma.$transaction(async (tx) => {
    const row = await tx.eventComment.findFirst({ where: { caseId, id: commentId, userId, deletedAt: null } });
    if (!row) throw notFound();
    await tx.eventComment.update({ where: { id: commentId }, data: { deletedAt: new Date() } });
    await audit(tx, { ...auditOf(call), action: 'comment removed', targetKind: 'event', targetId: row.eventId });
    await emitLive(tx, { caseId, kind: 'annotation', subject: row.eventId, payload: { eventIds: [row.eventId] } });
  });
  return { ok: true };
}
