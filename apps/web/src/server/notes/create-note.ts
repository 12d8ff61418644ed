import { audit, emitLive } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { checkEvents } from '../timeline/check-events.ts';
import { noteRowOf } from './note-row.ts';

export interface NewNote {
  kind: string;
  text: string;
  reason: string;
  eventIds: string[];
}

export async function createNote(call: CaseCall, input: NewNote) {
  const { caseId } = call.access;
  const { kind, text, reason, eventIds } = input;
  const author = call.caller.user;
  return call.platform.db.prisma.$transaction(async (tx) => {
    await checkEvents(tx, caseId, eventIds);
    const row = await tx.caseNote.create({
      data: { id: newId(), caseId, kind, text, reason, eventIds, authorId: author.id },
    });
    await audit(tx, { ...auditOf(call), action: `${kind} written`, targetKind: 'note', targetId: row.id });
    await emitLive(tx, { caseId, kind: 'case', subject: row.id, payload: { note: kind } });
    return noteRowOf(row, new Map([[author.id, author.name]]));
  });
}
