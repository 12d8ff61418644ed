import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { emptyLedger } from '@virga/domain';
import { type EventBatch, FoldIndex, mergeLedger, parseCloudTrailObject } from '@virga/formats';
import { ExternalSort } from './external-sort.ts';
import { ledgerLine, type TimelineCounts, type TimelineVerdict } from './ledger-line.ts';
import { LineOutput } from './line-output.ts';
import { type FoundFile, listFiles } from './list-files.ts';
import type { TimelineOptions } from './options.ts';
import { rowWriter } from './row-text.ts';
import { isWithin } from './time-range.ts';
import { timelineRow } from './timeline-row.ts';

export interface TimelineStreams {
  input: Readable;
  output: Writable;
  isTerminal: boolean;
}

/** Reads everything, prints every readable event, and answers with the ledger. Throws OutputClosed when the reader went away. */
export async function runTimeline(options: TimelineOptions, streams: TimelineStreams): Promise<TimelineVerdict> {
  const ledger = emptyLedger();
  const counts: TimelineCounts = { files: 0, printed: 0, outsideRange: 0, skipped: [], unreadable: [] };
  const writer = rowWriter(options.format, options.raw, streams.isTerminal);
  const output = new LineOutput(streams.output);
  const sorter = options.sortByTime ? new ExternalSort() : null;
  const fold = new FoldIndex();
  await output.write(writer.header);

  const sink = async (batch: EventBatch) => {
    for (const { event, text } of batch.events) {
      if (!isWithin(options.range, event.timeMicros)) {
        counts.outsideRange++;
        continue;
      }
      const line = writer.line(timelineRow(event, options.raw ? text : null));
      if (sorter) await sorter.add({ micros: event.timeMicros, id: event.id, line });
      else await output.write(line);
      counts.printed++;
    }
  };

  try {
    for await (const file of listFiles(options.paths)) {
      counts.files++;
      if (file.kind !== 'read') {
        countUnread(file, counts);
        continue;
      }
      const chunks = file.path === '-' ? streams.input : createReadStream(file.path, { highWaterMark: 256 * 1024 });
      const input = { evidenceId: 'file', object: file.path, path: [file.path], chunks, fold, sink };
      const result = await parseCloudTrailObject(input);
      mergeLedger(ledger, result.ledger);
      for (const { object, ...failure } of result.ledger.objects.failed)
        counts.unreadable.push({ path: object, ...failure });
      for (const { object, reason } of result.ledger.objects.excluded) counts.skipped.push({ path: object, reason });
    }
    if (sorter) for await (const { line } of sorter.sorted()) await output.write(line);
    await output.flush();
  } finally {
    await sorter?.close();
  }
  if (counts.files === 0) ledger.warnings.push('no files found');
  return ledgerLine(ledger, counts);
}

function countUnread(file: FoundFile, counts: TimelineCounts): void {
  if (file.kind === 'skipped') counts.skipped.push({ path: file.path, reason: file.reason });
  else if (file.kind === 'unreadable') counts.unreadable.push({ path: file.path, reason: file.reason, offset: 0 });
}
