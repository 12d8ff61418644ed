import { notFound } from '@virga/database';
import type { CaseCall } from '../platform/call.ts';
import { withQuerySlot } from './query-slots.ts';
import { timelineRowOf } from './timeline-row.ts';

export async function getEvent({ access, platform, signal }: CaseCall, { eventId }: { eventId: string }) {
  const row = await platform.timeline.event({ access, id: eventId, ...(signal ? { signal } : {}) });
  if (!row) throw notFound();
  return timelineRowOf(row);
}

export async function getAround(call: CaseCall, input: { eventId: string; micros: string; limit: number }) {
  const { access, platform, signal } = call;
  const micros = BigInt(input.micros);
  const found = await withQuerySlot(call, () =>
    platform.timeline.around({
      access,
      eventId: input.eventId,
      micros: micros < 0n ? -micros : micros,
      limit: input.limit,
      ...(signal ? { signal } : {}),
    }),
  );
  if (!found) throw notFound();
  return {
    row: timelineRowOf(found.row),
    before: found.before.map(timelineRowOf),
    after: found.after.map(timelineRowOf),
  };
}
