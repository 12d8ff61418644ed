import type { ImportLedger, IndependentCount, JsonValue, Limits, RecordLocation, TimelineEvent } from '@virga/domain';

/** One object of a sealed item, as objects.jsonl lists it. */
export interface SealedObject {
  key: string;
  sizeBytes: number;
  sha256: string;
  metadata: Record<string, string>;
}

/** An event and the raw record's values for free text (forensics: a substring of any stored value finds its row). */
export interface ParsedEvent {
  event: TimelineEvent;
  /** Values of the raw record. */
  rawText: readonly string[];
  /** The record as parsed, for the rules; absent when the source is not made of records (files on a disk). */
  record?: JsonValue;
}

/** One more copy of a row that exists already: its place is kept (forensics.md, 8). */
export interface FoldedCopy {
  /** Event id that this place would have as a row. */
  id: string;
  uid: string;
  contentHash: string;
  record: RecordLocation;
}

/** What a parser gets: sealed bytes, verified while they are read, and nothing else. No network, no secret. */
export interface ParseContext {
  evidenceId: string;
  caseId: string;
  objects(): AsyncIterable<SealedObject>;
  /** Bytes as sealed (still compressed), from the beginning of the object. */
  read(object: SealedObject): AsyncIterable<Uint8Array>;
  /** Absolute path of the sealed image, read-only, for tools that need a file; null for packs. */
  imagePath: string | null;
  independentCount: IndependentCount | null;
  origin: Record<string, JsonValue>;
  /** Hands rows to the timeline with backpressure; stored together with the checkpoint of the object they came from. */
  emit(events: ParsedEvent[], folded?: FoldedCopy[]): Promise<void>;
  /** Called after each object: rows, ledger so far and position become durable together. */
  objectDone(object: SealedObject, ledger: ImportLedger): Promise<void>;
  /** Ledger and object keys of an earlier run that was killed; null on the first run. */
  resumed: { ledger: ImportLedger; done: ReadonlySet<string> } | null;
  /** Rows of this item that a killed run stored already: what folding must know of before it goes on. */
  storedRows(): AsyncIterable<{ uid: string; contentHash: string }>;
  /** True when this event's request was made by our own collection. */
  isOwn(facts: { requestIds: string[]; credential: string | null }): boolean;
  /** Bounds on what one object may cost, as the admin set them. */
  limits: Limits;
  /** What was answered about objects that grow beyond the limit; null: ask, by throwing evidence.expansion. */
  expansionAnswer: 'let' | 'leave' | null;
  progress(done: number, total: number | null): void;
  signal: AbortSignal;
}

export interface Parser {
  /** Format key: `aws/cloudtrail`, `disk/filesystem`. */
  format: string;
  version: number;
  /** Null when it can run; otherwise what is missing and the exact fix ("waiting for parser: apt-get install sleuthkit"). */
  missing(): Promise<string | null>;
  parse(context: ParseContext): Promise<ImportLedger>;
}
