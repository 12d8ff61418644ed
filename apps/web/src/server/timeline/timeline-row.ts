import { formatTime } from '@virga/domain';
import type { TimelineRow } from '@virga/timeline';
import type { TimelineRowJson } from '../../contract/timeline-fields.ts';
import { withoutSecrets } from './without-secrets.ts';

/** The row as JSON: times as text with six digits, wide numbers as decimal text. */
export function timelineRowOf({ event: stored, annotation, commentCount }: TimelineRow): TimelineRowJson {
  const event = withoutSecrets(stored);
  const { timeMicros, bytesIn, bytesOut, packets, contentHash: _, ...plain } = event;
  return {
    ...plain,
    time: formatTime(timeMicros),
    timeMicros: timeMicros.toString(),
    bytesIn: bytesIn?.toString() ?? null,
    bytesOut: bytesOut?.toString() ?? null,
    packets: packets?.toString() ?? null,
    annotation,
    commentCount,
  };
}
