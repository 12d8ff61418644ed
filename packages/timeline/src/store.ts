import type { CaseAccess, RecordLocation, Severity, TimelineEvent } from '@virga/domain';

/**
 * Where timeline events live and how they are found. One port, one contract suite, several engines. Every call names its
 * case, and the engine adds the case condition itself. Times are bigint microseconds since 1970 UTC.
 *
 * Errors of every read: `request.query_invalid` (facts: position, length, expected), `request.invalid` (page token of
 * another search, range that ends before it starts), `request.query_too_slow` (narrow the time, or run as a job); an
 * aborted signal rejects with its reason.
 */
export interface TimelineStore {
  /**
   * Stores rows in one transaction with `commit`, which writes checkpoint and ledger and checks the fence: when it throws,
   * no row is stored. A row whose id the case holds already is left as it is. Repeating a call changes nothing.
   */
  append(request: AppendRequest): Promise<AppendResult>;
  /** For many rows: each is taken over as it comes, so that no event waits in memory for its batch. */
  startBatch(item: { caseId: string; evidenceId: string }): RowBatch;
  /** Shows the rows that were written beside under `run` in place of the item's present rows, in one step with `commit`. */
  swap(request: SwapRequest): Promise<SwapResult>;
  /** Removes what a given-up reparse wrote beside. */
  discardBeside(request: { caseId: string; evidenceId: string; run: string }): Promise<void>;

  search(request: SearchRequest): Promise<SearchPage>;
  count(request: Selection): Promise<TimelineCount>;
  /** 1-based place of a row among the selection in the given order ("row 41,208 of …"); null when it is not selected. */
  position(request: Selection & { order: Order; eventId: string }): Promise<number | null>;
  histogram(request: HistogramRequest): Promise<Histogram>;
  facets(request: Selection & { fields: readonly string[]; limit?: number }): Promise<Facet[]>;
  /** Values of one field that contain `contains` (any case), with counts under the selection. */
  facetSearch(request: Selection & { field: string; contains: string; limit?: number }): Promise<Facet>;
  /** The event and its neighbours within ± micros, nearest `limit` on each side, whatever the query. */
  around(request: AroundRequest): Promise<Neighbourhood | null>;
  event(request: { access: CaseAccess; id: string; signal?: AbortSignal }): Promise<TimelineRow | null>;
  /** Everywhere else in the case's evidence where the record of this event stands; null when there is no such event. */
  copies(request: CopiesRequest): Promise<EventCopies | null>;
  /** Values of a field that occur in the case and start with `prefix` (any case), commonest first. */
  complete(request: CompleteRequest): Promise<FacetValue[]>;
  /** Every field a query may name, with the keys below `attributes` that occur among the case's recent rows. */
  fields(request: { access: CaseAccess; signal?: AbortSignal }): Promise<TimelineField[]>;
  /** Every selected row, in order, for exports: no cap, bounded memory. */
  exportRows(request: Selection & { order?: Order }): AsyncIterable<TimelineRow>;
}

export type Order = 'asc' | 'desc';

/** `from` inclusive, `until` exclusive; null is open. */
export interface TimeRange {
  from: bigint | null;
  until: bigint | null;
}

/** Which rows: the case, the query as typed, the time range of the screen, and the two chips. */
export interface Selection {
  access: CaseAccess;
  query: string;
  range?: TimeRange;
  /** Rows an analyst hid. Default false. A query that names `hidden:` decides by itself. */
  includeHidden?: boolean;
  /** Rows made by our own collection. Default false. A query that names `own:` decides by itself. */
  includeOwn?: boolean;
  signal?: AbortSignal;
}

export interface SearchRequest extends Selection {
  order: Order;
  /** 1 to 1000. */
  limit: number;
  /** `next` or `previous` of a page of the very same search. */
  page?: string;
  /** Begin at this time instead of at the end of the order (only without `page`). */
  at?: bigint;
}

export interface SearchPage {
  rows: TimelineRow[];
  /** Token of the page after; null when this page ends the order. */
  next: string | null;
  /** Token of the page before; null on the first page. Its page may be empty when `at` was used. */
  previous: string | null;
  tookMs: number;
}

export interface RowAnnotation {
  starred: boolean;
  hidden: boolean;
  inReport: boolean;
  verdict: 'bad' | 'suspicious' | 'good' | null;
  tags: string[];
}

export interface TimelineRow {
  event: TimelineEvent;
  annotation: RowAnnotation | null;
  commentCount: number;
}

export interface TimelineCount {
  /** Rows that the search shows. */
  total: number;
  /** Rows that match but stay away because the chip is off. */
  hiddenExcluded: number;
  ownExcluded: number;
  tookMs: number;
}

export interface HistogramRequest extends Selection {
  /** At most this many buckets of a round width; default 120, 2 to 2000. Ignored when bucketMicros is given. */
  buckets?: number;
  bucketMicros?: bigint;
}

export interface Histogram {
  bucketMicros: bigint;
  /** Start of the first and end of the last possible bucket; null when nothing matches. */
  from: bigint | null;
  until: bigint | null;
  /** Buckets that hold something, by time. */
  buckets: HistogramBucket[];
  tookMs: number;
}

export interface HistogramBucket {
  start: bigint;
  total: number;
  bySeverity: Record<Severity, number>;
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface Facet {
  field: string;
  /** Commonest first, then by value. Severity by its word. */
  values: FacetValue[];
  /** True when there are more values than `limit`. */
  more: boolean;
}

export interface AroundRequest {
  access: CaseAccess;
  eventId: string;
  micros: bigint;
  limit?: number;
  signal?: AbortSignal;
}

export interface Neighbourhood {
  row: TimelineRow;
  /** By time, earliest first. */
  before: TimelineRow[];
  after: TimelineRow[];
}

export interface CompleteRequest {
  access: CaseAccess;
  field: string;
  prefix: string;
  limit?: number;
  signal?: AbortSignal;
}

export type FieldKind = 'text' | 'list' | 'number' | 'time' | 'severity' | 'ip' | 'flag' | 'attribute';

export interface TimelineField {
  /** As written in a query before the colon, for example `sourceIp` or `attributes.mfa`. */
  name: string;
  kind: FieldKind;
  meaning: string;
  /** True when facets and completion accept it. */
  hasFacet: boolean;
}

/** One row to store. `rawText` holds the values of the raw record, what free text finds besides the event's own columns. */
export interface TimelineWrite {
  event: TimelineEvent;
  rawText: readonly string[];
}

/** What `commit` gets: the open transaction, to write checkpoint and ledger beside the rows. Bound parameters only. */
export interface TimelineTransaction {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}

/** One more place of a record that is a row already: same uid, same content (forensics.md, 8). */
export interface FoldedPlace {
  /** Event id that the place would have as a row. */
  id: string;
  uid: string;
  contentHash: string;
  record: RecordLocation;
}

export interface CopiesRequest {
  access: CaseAccess;
  eventId: string;
  /** At most this many of each kind; default 100. */
  limit?: number;
  signal?: AbortSignal;
}

export interface CopyPlace {
  /** Null for a folded copy: it has a place and no row of its own. */
  eventId: string | null;
  record: RecordLocation;
}

export interface EventCopies {
  /** Same uid and same content: folded copies of any item, and rows of other items. */
  same: CopyPlace[];
  /** Rows with the same uid and other content. */
  conflicting: CopyPlace[];
  /** True when there are more of one kind than `limit`. */
  more: boolean;
}

/** Rows of one item on their way into the store, in the store's own form. Handed to `append` once. */
export interface RowBatch {
  readonly length: number;
  add(write: TimelineWrite): void;
}

export interface AppendRequest {
  caseId: string;
  evidenceId: string;
  /** One batch: some thousand to some ten thousand rows, all of this evidence item; held in memory until stored. */
  rows: Iterable<TimelineWrite> | AsyncIterable<TimelineWrite> | RowBatch;
  /** Places of copies among them, stored in the same transaction. A place that is stored already is left as it is. */
  folded?: readonly FoldedPlace[];
  /** With the last rows of an item: `conflicting:` then knows its rows and those of other items that contradict them. */
  marksConflicts?: boolean;
  commit?: (transaction: TimelineTransaction, result: AppendResult) => Promise<void>;
  /** Set for a reparse: rows are written beside, unseen until `swap`. */
  besideRun?: string;
}

export interface AppendResult {
  inserted: number;
  /** Rows whose id was stored already. */
  alreadyThere: number;
  /** With `marksConflicts`: rows of the item that contradict another row of the case. */
  conflicting?: number;
}

export interface SwapRequest {
  caseId: string;
  evidenceId: string;
  run: string;
  commit?: (transaction: TimelineTransaction, result: SwapResult) => Promise<void>;
}

export interface SwapResult {
  removed: number;
  inserted: number;
  /** Events with a star, tag, verdict or comment that the new parser no longer yields. */
  lostAnnotated: string[];
  /** Rows of the item that contradict another row of the case. */
  conflicting: number;
}
