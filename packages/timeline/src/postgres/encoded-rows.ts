import type { RowBatch, TimelineWrite } from '../store.ts';
import { LineEncoder } from './line-encoder.ts';

const chunkBytes = 256 * 1024;
/** UTF-8 of one UTF-16 unit takes at most this many bytes. */
const mostBytesPerUnit = 3;

/** Rows that wait for COPY as bytes: outside the heap, where thousands of waiting events would be copied again and again. */
export class EncodedRows implements RowBatch {
  readonly caseId: string;
  readonly evidenceId: string;
  readonly #encoder: LineEncoder;
  readonly #full: Buffer[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  #end = 0;
  #length = 0;

  /** The encoder may serve one batch after another: what it remembers of a log stays true. */
  constructor(item: { caseId: string; evidenceId: string }, encoder = new LineEncoder()) {
    this.caseId = item.caseId;
    this.evidenceId = item.evidenceId;
    this.#encoder = encoder;
  }

  get length(): number {
    return this.#length;
  }

  add(write: TimelineWrite): void {
    const { evidenceId } = write.event.record;
    if (evidenceId !== this.evidenceId) throw new Error(`row ${write.event.id} is of evidence item ${evidenceId}`);
    const line = this.#encoder.line(this.caseId, write);
    if (line.length * mostBytesPerUnit > this.#chunk.length - this.#end) this.#nextChunk(line.length);
    this.#end += this.#chunk.write(line, this.#end);
    this.#length++;
  }

  /** In pieces that COPY takes as they are. */
  *pieces(): Generator<Buffer> {
    yield* this.#full;
    if (this.#end > 0) yield this.#chunk.subarray(0, this.#end);
  }

  #nextChunk(units: number): void {
    if (this.#end > 0) this.#full.push(this.#chunk.subarray(0, this.#end));
    this.#chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, units * mostBytesPerUnit));
    this.#end = 0;
  }
}
