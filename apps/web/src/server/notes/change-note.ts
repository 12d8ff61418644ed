import { audit, emitLive, notFound, type Transaction } from '@virga/database';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { userNames } from '../platform/user-names.ts';
import { checkEvents } from '../timeline/check-events.ts';
import { noteRowOf } from './note-row.ts';

export interface NoteChange {
  noteId: string;
  text?: string | undefined;
  reason?: string | undefined;
  eventIds?: string[] | undefined;
  done?: boolean | undefined;
}

export async function updateNote(call: CaseCall, { noteId, text, reason, eventIds, done }: NoteChange) {
  return call.platform.db.prisma.$transaction(async (tx) => {
    await checkEvents(tx, call.access.caseId, eventIds ?? []);
    const change = Object.entries({ text, reason, eventIds, done }).filter(([, value]) => value !== undefined);
    const row = await changeNote(call, tx, noteId, Object.fromEntries(change), 'note changed');
    return noteRowOf(row, await userNames({ prisma: tx }, [row.authorId]));
  });
}

/** The row stays, marked: what was once written in a case can be looked up again. */
export async function removeNote(call: CaseCall, { noteId }: { noteId: string }): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction((tx) =>
    changeNote(call, tx, noteId, { deletedAt: new Date() }, 'note removed'),
  );
  return { ok: true };
}

async function changeNote(
  call: CaseCall,
  tx: Transaction,
  noteId: string,
  data: { text?: string; reason?: string; eventIds?: string[]; done?: boolean; deletedAt?: Date },
  action: string,
) {
  const { caseId } = call.access;
  const { count } = await tx.caseNote.updateMany({ where: { caseId, id: noteId, deletedAt: null }, data });
  if (count === 0) throw notFound();
  await audit(tx, { ...auditOf(call), action, targetKind: 'note', targetId: noteId });
  await emitLive(tx, { caseId, kind: 'case', subject: noteId, payload: { note: true } });
  return tx.caseNote.findUniqueOrThrow({ where: { caseId_id: { caseId, id: noteId } } });
}
