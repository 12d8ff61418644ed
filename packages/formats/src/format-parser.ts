import type { ImportLedger, RecordLocation, TimelineEvent } from '@virga/domain';
import type { FoldIndex } from './fold-index.ts';
import type { JsonObject } from './stream/parsed-record.ts';
import type { StreamLimits } from './stream/stream-limits.ts';

export interface ParsedEvent {
  event: TimelineEvent;
  /** The record the event was made of, for detection rules. Not to be kept or changed. */
  parsed: JsonObject;
  /** The raw text at `event.record`. */
  text: string;
}

/** One more copy of a row that exists already: its place is kept (forensics.md, 8). */
export interface FoldedCopy {
  /** Event id that this place would have as a row. */
  id: string;
  uid: string;
  contentHash: string;
  record: RecordLocation;
}

export interface EventBatch {
  events: ParsedEvent[];
  folded: FoldedCopy[];
}

export interface ParseInput {
  evidenceId: string;
  /** Key of the object inside the evidence item. */
  object: string;
  /** Path inside containers for the event id; the object key alone when there are none. */
  path: readonly string[];
  /** The object's bytes as received. */
  chunks: AsyncIterable<Uint8Array>;
  /** Receives batches in input order; the parser waits for it before reading on. */
  sink(batch: EventBatch): Promise<void> | void;
  /** Shared by all objects of one import. Without it nothing is folded. */
  fold?: FoldIndex | undefined;
  limits?: Partial<StreamLimits> | undefined;
  signal?: AbortSignal | undefined;
}

export interface ObjectResult {
  /** This object's part of the ledger; merge it with `mergeLedger`. `objects` counts it as read, failed or excluded. */
  ledger: ImportLedger;
  /** SHA-256 hex of the stored bytes that were received (all of them unless reading failed). */
  storedSha256: string;
  /** It was stopped because it grows above `maxRatio`, and why; null when it was not. */
  expansion: string | null;
}

/** One log format. Parsers never throw for what is in the bytes: it is all in the result. They throw for an abort or a failing sink. */
export interface FormatParser {
  /** Source id of its rows, for example `aws/cloudtrail`. */
  id: string;
  /** Id and version, written into every row. */
  parser: string;
  title: string;
  /** How sure it is that the object is its own, from the decoded first bytes and the name: 0 no, 1 possible, 2 certain. */
  recognise(head: string, name: string): 0 | 1 | 2;
  /** A reason when the object belongs to the format's surroundings and holds no records (digests). */
  excludes(name: string): { by: string; reason: string } | null;
  parse(input: ParseInput): Promise<ObjectResult>;
  /** What free text finds of a record beyond the row's own columns. */
  searchedValues(record: JsonObject, event: TimelineEvent): string[];
}
