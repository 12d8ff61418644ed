import { notFound } from '@virga/database';
import type { CopyPlace } from '@virga/timeline';
import type { CaseCall } from '../platform/call.ts';
import { withQuerySlot } from './query-slots.ts';

/** Every other place of a row's record in the case, each with the number of its evidence item. */
export async function getCopies(call: CaseCall, { eventId }: { eventId: string }) {
  const { access, platform, signal } = call;
  const found = await withQuerySlot(call, () =>
    platform.timeline.copies({ access, eventId, ...(signal ? { signal } : {}) }),
  );
  if (!found) throw notFound();
  const places = [...found.same, ...found.conflicting];
  const items = await platform.db.prisma.evidenceItem.findMany({
    where: { caseId: access.caseId, id: { in: places.map(({ record }) => record.evidenceId) } },
    select: { id: true, number: true },
  });
  const numbers = new Map(items.map(({ id, number }) => [id, number]));
  const numbered = (place: CopyPlace) => ({ ...place, evidenceNumber: numbers.get(place.record.evidenceId) ?? 0 });
  return { same: found.same.map(numbered), conflicting: found.conflicting.map(numbered), more: found.more };
}
