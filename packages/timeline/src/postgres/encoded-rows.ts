import { storableText } from '@virga/domain';
import { foldLines } from '../query/fold-text.ts';
import type { RowBatch, TimelineWrite } from '../store.ts';
import { BinaryWriter } from './binary-writer.ts';
import { jsonText, writtenColumns } from './columns.ts';
import { SearchLines } from './search-lines.ts';

/** How columns are written whose values are strings or numbers of another type in the database. */
const kinds: Record<string, 'uuid' | 'json' | 'attributes' | 'int2' | 'int8'> = {
  evidence_id: 'uuid',
  detections: 'json',
  attributes: 'attributes',
  severity: 'int2',
  record_offset: 'int8',
};
const columns = writtenColumns.map(([column, read]) => ({ read, kind: kinds[column] }));
/** The case's id before them, the searched text behind them. */
const fieldCount = columns.length + 2;

/** Rows that wait for COPY as bytes: outside the heap, where thousands of waiting events would be copied again and again. */
export class EncodedRows implements RowBatch {
  readonly caseId: string;
  readonly evidenceId: string;
  readonly #lines: SearchLines;
  readonly #writer = new BinaryWriter();
  readonly #caseBytes: Buffer;
  readonly #evidenceBytes: Buffer;
  #length = 0;

  /** `lines` may serve one batch after another. */
  constructor({ caseId, evidenceId }: { caseId: string; evidenceId: string }, lines = new SearchLines()) {
    this.caseId = caseId;
    this.evidenceId = evidenceId;
    this.#lines = lines;
    this.#caseBytes = Buffer.from(caseId.replaceAll('-', ''), 'hex');
    this.#evidenceBytes = Buffer.from(evidenceId.replaceAll('-', ''), 'hex');
  }

  get length(): number {
    return this.#length;
  }

  add(write: TimelineWrite): void {
    const { event } = write;
    if (event.record.evidenceId !== this.evidenceId)
      throw new Error(`row ${event.id} is of evidence item ${event.record.evidenceId}`);
    const attributes = jsonText(event.attributes);
    // As JSON a line feed is an escape: one look at the whole spares one at each value.
    const values = this.#lines.valuesOf(write, attributes.includes('\\n'));
    // Every text column is among the values, so that one look says whether any of them needs an escape.
    const isOdd = values.includes('\0') || !values.isWellFormed();
    this.#writer.row(fieldCount);
    this.#writer.bytes(this.#caseBytes);
    for (const { read, kind } of columns)
      if (kind === 'attributes') this.#writer.json(attributes);
      else this.#field(read(event), kind, isOdd);
    this.#writer.text(foldLines(isOdd ? storableText(values) : values));
    this.#length++;
  }

  /** What COPY takes in its binary form. */
  pieces(): Generator<Buffer> {
    return this.#writer.pieces();
  }

  /** The rows are stored: nothing reads them any more. */
  release(): void {
    this.#writer.release();
  }

  #field(
    value: ReturnType<(typeof columns)[number]['read']>,
    kind: (typeof kinds)[string] | undefined,
    isOdd: boolean,
  ): void {
    const writer = this.#writer;
    if (value === null) writer.absent();
    else if (kind === 'uuid') writer.bytes(this.#evidenceBytes);
    else if (kind === 'json') writer.json(String(value));
    else if (typeof value === 'string') writer.text(isOdd ? storableText(value) : value);
    else if (typeof value === 'boolean') writer.flag(value);
    else if (typeof value === 'object') writer.list(isOdd ? value.map(storableText) : value);
    else if (kind === 'int2') writer.integer(value, 2);
    else writer.integer(value, kind === 'int8' || typeof value === 'bigint' ? 8 : 4);
  }
}
