import { audit } from '@virga/database';
import { formatTime, timelineColumns, toJsonText } from '@virga/domain';
import type { TimelineRow } from '@virga/timeline';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { csvLine } from './csv-line.ts';
import { type SelectionInput, selectionOf } from './selection-of.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Every selected row as CSV or JSON lines, page by page: the reader's pace is ours. Rows of our own calls as the chip says. */
export async function exportTimeline(
  call: CaseCall,
  format: 'csv' | 'jsonl',
  input: SelectionInput,
): Promise<ReadableStream<Uint8Array>> {
  const { query, from, until } = input;
  const selection = selectionOf(call, input);
  // Read before the first byte goes: a query that cannot be read must still answer with an error.
  const rows = call.platform.timeline.exportRows({ ...selection, order: 'asc' })[Symbol.asyncIterator]();
  const first = await rows.next();
  const details = { format, query, from, until };
  await audit(call.platform.db, { ...auditOf(call), action: 'timeline exported', targetKind: 'timeline', details });
  const encoder = new TextEncoder();
  let result = first;
  let isBegun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = isBegun || format === 'jsonl' ? '' : csvLine([...timelineColumns, 'tags', 'verdict', 'starred']);
      isBegun = true;
      for (let count = 0; count < 500 && !result.done; count += 1) {
        text += format === 'csv' ? csvLine(cellsOf(result.value)) : `${jsonLine(result.value)}\n`;
        result = await rows.next();
      }
      if (text) controller.enqueue(encoder.encode(text));
      if (result.done) controller.close();
    },
    async cancel() {
      await rows.return?.(undefined);
    },
  });
}

function jsonLine({ event: stored, annotation }: TimelineRow): string {
  const event = withoutSecrets(stored);
  const { timeMicros, contentHash: _, ...plain } = event;
  return toJsonText({ time: formatTime(timeMicros), ...plain, annotation });
}

function cellsOf({ event: stored, annotation }: TimelineRow): unknown[] {
  const event = withoutSecrets(stored);
  const columns = timelineColumns.map((name) => (name === 'time' ? formatTime(event.timeMicros) : event[name]));
  return [...columns, annotation?.tags ?? [], annotation?.verdict ?? null, annotation?.starred ?? false];
}
