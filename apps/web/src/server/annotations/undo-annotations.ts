import { notFound } from '@virga/database';
import { AppError } from '@virga/domain';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { readStates } from './annotation-rows.ts';
import { isSameState, revertChange, type StateChange } from './annotation-state.ts';
import { keepChange } from './change-annotations.ts';

const undoable = 50;

/** The caller's last 50 changes, newest first. */
export async function listChanges({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.annotationChange.findMany({
    where: { caseId: access.caseId, userId: access.userId },
    orderBy: { id: 'desc' },
    take: undoable,
  });
  const items = rows.map((row) => ({
    changeId: row.id,
    changed: (row.changes as unknown[]).length,
    label: row.label,
    at: isoOf(row.at),
    undoneAt: isoOrNull(row.undoneAt),
  }));
  return { items, next: null };
}

/** Takes one change back, as a change of its own; what somebody else changed after it stays. */
export async function undoChange(call: CaseCall, { changeId }: { changeId: string }) {
  const { caseId, userId } = call.access;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const mine = await tx.annotationChange.findMany({
      where: { caseId, userId },
      orderBy: { id: 'desc' },
      take: undoable,
      select: { id: true },
    });
    if (!mine.some((row) => row.id === changeId)) throw notFound();
    const { count } = await tx.annotationChange.updateMany({
      where: { id: changeId, caseId, userId, undoneAt: null },
      data: { undoneAt: new Date() },
    });
    if (count === 0) throw new AppError({ code: 'resource.conflict', message: 'This change was undone already.' });
    const row = await tx.annotationChange.findUniqueOrThrow({ where: { id: changeId } });
    const kept = row.changes as unknown as StateChange[];
    const now = await readStates(
      tx,
      caseId,
      kept.map((change) => change.eventId),
    );
    const changes = kept.flatMap((change) => {
      const before = now.get(change.eventId)!;
      const after = revertChange(before, change);
      return isSameState(before, after) ? [] : [{ eventId: change.eventId, before, after }];
    });
    return keepChange(call, tx, { changes, label: `undid: ${row.label}`, userId });
  });
}
