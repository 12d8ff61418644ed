import { hash } from 'node:crypto';
import type { EventBatch, ParseInput } from '../format-parser.ts';
import type { ObjectLedger } from '../ledger/object-ledger.ts';
import { CanonicalWriter } from '../stream/canonical-json.ts';
import { parseRecord } from '../stream/parse-record.ts';
import type { SplitHandler, SplitValue } from '../stream/record-splitter.ts';
import type { StreamLimits } from '../stream/stream-limits.ts';
import { storableValue } from './storable-value.ts';
import { toTimelineEvent } from './to-timeline-event.ts';
import { unwrapRecord } from './unwrap-record.ts';

const oddEscape = /\\u(?:0000|[dD][89a-fA-F])/;
const writer = new CanonicalWriter();

/** Turns the splitter's values into rows and books each of them in the object's ledger. */
export class RecordReader implements SplitHandler {
  readonly #input: ParseInput;
  readonly #account: ObjectLedger;
  readonly #limits: StreamLimits;
  #batch: EventBatch = { events: [], folded: [] };
  pendingText = 0;

  constructor(input: ParseInput, account: ObjectLedger, limits: StreamLimits) {
    this.#input = input;
    this.#account = account;
    this.#limits = limits;
  }

  get pending(): number {
    return this.#batch.events.length + this.#batch.folded.length;
  }

  take(): EventBatch {
    const batch = this.#batch;
    this.#batch = { events: [], folded: [] };
    this.pendingText = 0;
    return batch;
  }

  onEnvelope(length: number): void {
    this.#account.envelope(length);
  }

  onRejected(offset: number, length: number, reason: string, joins: boolean): void {
    this.#account.rejected(offset, length, reason, joins);
  }

  onValue(found: SplitValue): boolean {
    const record = parseRecord(found, this.#limits);
    if (record === null) return false;
    const length = found.end - found.start;
    const inner = unwrapRecord(record, this.#limits);
    if (inner.kind === 'metadata') this.#account.record(length, 'metadata');
    else if (inner.kind === 'rejected') this.#account.rejected(found.offset, length, inner.reason, false);
    else {
      const canonical =
        inner.value === record.value ? record.canonical : (inner.canonical ?? writer.write(inner.value));
      const contentHash = hash('sha256', canonical);
      const location = { evidenceId: this.#input.evidenceId, object: this.#input.object, offset: found.offset, length };
      // Only these escapes can bring NUL or lone surrogates into a string: raw ones are neither JSON nor UTF-8.
      const isOdd = record.hasEscapes && oddEscape.test(record.text);
      const event = toTimelineEvent(isOdd ? storableValue(inner.value) : inner.value, {
        location,
        path: this.#input.path,
        contentHash,
        notes: inner.notes ?? record.notes,
        wrapper: inner.wrapper,
      });
      if (typeof event === 'string') {
        this.#account.rejected(found.offset, length, event, false);
        return true;
      }
      const answer = this.#input.fold?.check(event.uid, contentHash) ?? 'new';
      if (answer === 'same') {
        this.#account.record(length, 'folded');
        this.#batch.folded.push({ id: event.id, uid: event.uid, contentHash, record: location });
        return true;
      }
      if (answer === 'conflict') this.#account.ledger.conflicts++;
      this.#account.record(length, 'parsed');
      this.#account.ledger.events++;
      this.#batch.events.push({ event, parsed: inner.value, text: record.text });
      this.pendingText += length;
    }
    return true;
  }
}
