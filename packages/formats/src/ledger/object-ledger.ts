import { emptyLedger, type ImportLedger } from '@virga/domain';

export const maxRejectedSpans = 1000;

/** Counts one object's bytes and records as they are attributed. Its `ledger` balances when every decoded byte was given to it. */
export class ObjectLedger {
  readonly ledger: ImportLedger = emptyLedger();
  readonly #object: string;
  #lastRejectedEnd = -1;

  constructor(object: string) {
    this.#object = object;
  }

  envelope(length: number): void {
    this.ledger.bytes.envelope += length;
  }

  record(length: number, as: 'parsed' | 'folded' | 'metadata'): void {
    this.ledger.bytes.records += length;
    this.ledger.records.total++;
    this.ledger.records[as]++;
  }

  /** A rejected span counts as one rejected record; one that `joins` the span right before it makes that span longer. */
  rejected(offset: number, length: number, reason: string, joins: boolean): void {
    const { bytes, records, rejectedSpans } = this.ledger;
    bytes.rejected += length;
    const isContinuation = joins && offset === this.#lastRejectedEnd;
    this.#lastRejectedEnd = offset + length;
    if (isContinuation) {
      const last = rejectedSpans.at(-1);
      if (last && last.offset + last.length === offset) last.length += length;
      return;
    }
    records.total++;
    records.rejected++;
    this.ledger.rejectedSpansTotal++;
    if (rejectedSpans.length < maxRejectedSpans) rejectedSpans.push({ object: this.#object, offset, length, reason });
  }

  /** Reading stopped before the end. */
  unreadable(reason: string, offset: number): void {
    this.ledger.objects.failed.push({ object: this.#object, reason, offset });
  }

  warn(text: string): void {
    if (!this.ledger.warnings.includes(text)) this.ledger.warnings.push(text);
  }
}
