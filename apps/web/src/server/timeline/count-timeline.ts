import type { CaseCall } from '../platform/call.ts';
import { withQuerySlot } from './query-slots.ts';
import { type SelectionInput, selectionOf } from './selection-of.ts';

export async function countTimeline(call: CaseCall, input: SelectionInput) {
  const { timeline, db } = call.platform;
  const [counted, unfinished] = await Promise.all([
    withQuerySlot(call, () => timeline.count(selectionOf(call, input))),
    db.prisma.evidenceItem.count({
      where: { caseId: call.access.caseId, state: { in: ['collecting', 'sealed', 'parsing'] } },
    }),
  ]);
  return { ...counted, complete: unfinished === 0 };
}

export async function positionInTimeline(
  call: CaseCall,
  input: SelectionInput & { order: 'asc' | 'desc'; eventId: string },
) {
  const { order, eventId } = input;
  const position = await withQuerySlot(call, () =>
    call.platform.timeline.position({ ...selectionOf(call, input), order, eventId }),
  );
  return { position };
}
