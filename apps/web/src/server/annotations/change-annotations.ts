import { audit, emitLive, type Prisma, type Transaction } from '@virga/database';
import { AppError, errorCodes, toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { checkEvents } from '../timeline/check-events.ts';
import { type SelectionInput, selectionOf } from '../timeline/selection-of.ts';
import { readStates, writeStates } from './annotation-rows.ts';
import { type AnnotationWish, applyWish, isSameState, labelOf, type StateChange } from './annotation-state.ts';

export interface ChangeRequest {
  change: AnnotationWish;
  rows: { eventIds: string[] } | { selection: SelectionInput };
}

const mostRows = 50_000;

/** Rows by id or all that a search selects; one entry of the history, whatever their number. */
export async function changeAnnotations(call: CaseCall, { change, rows }: ChangeRequest) {
  const { platform, access } = call;
  const { caseId, userId } = access;
  const eventIds = 'eventIds' in rows ? [...new Set(rows.eventIds)] : await selectedIds(call, rows.selection);
  return platform.db.prisma.$transaction(
    async (tx) => {
      if ('eventIds' in rows) await checkEvents(tx, caseId, eventIds);
      const changes: StateChange[] = [];
      for (const [eventId, before] of await readStates(tx, caseId, eventIds)) {
        const after = applyWish(before, change);
        if (!isSameState(before, after)) changes.push({ eventId, before, after });
      }
      return keepChange(call, tx, { changes, label: labelOf(change, changes.length), userId });
    },
    { timeout: 120_000 },
  );
}

interface Kept {
  changes: StateChange[];
  label: string;
  userId: string;
}

/** Writes the states, the entry for undo, the audit row and the live event, in the transaction given. */
export async function keepChange(call: CaseCall, tx: Transaction, { changes, label, userId }: Kept) {
  const { caseId } = call.access;
  await writeStates(tx, caseId, userId, new Map(changes.map(({ eventId, after }) => [eventId, after])));
  const row = await tx.annotationChange.create({
    data: { id: newId(), caseId, userId, label, changes: toJsonValue(changes) as Prisma.InputJsonArray },
  });
  const details = { label, rows: changes.length };
  await audit(tx, { ...auditOf(call), action: 'rows annotated', targetKind: 'timeline', targetId: row.id, details });
  const eventIds = changes.slice(0, 200).map((change) => change.eventId);
  await emitLive(tx, { caseId, kind: 'annotation', subject: row.id, payload: { eventIds, rows: changes.length } });
  return { changeId: row.id, changed: changes.length, label, at: isoOf(row.at) };
}

async function selectedIds(call: CaseCall, input: SelectionInput): Promise<string[]> {
  const ids: string[] = [];
  for await (const row of call.platform.timeline.exportRows(selectionOf(call, input))) {
    if (ids.length === mostRows)
      throw new AppError({
        code: 'request.too_large',
        message: errorCodes['request.too_large'].meaning,
        facts: { most: mostRows },
      });
    ids.push(row.event.id);
  }
  return ids;
}
