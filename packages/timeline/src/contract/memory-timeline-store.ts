import { facetField } from '../facet-field.ts';
import { histogramSpan } from '../histogram-span.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { fieldDefinitions } from '../query/fields.ts';
import { foldAscii } from '../query/fold-text.ts';
import { formatField } from '../query/format-query.ts';
import { checkPageLimit, type ResolvedSelection, resolveSelection } from '../resolved-selection.ts';
import type {
  AppendRequest,
  Facet,
  FacetValue,
  HistogramBucket,
  HistogramRequest,
  Order,
  RowAnnotation,
  SearchPage,
  SearchRequest,
  Selection,
  TimelineRow,
  TimelineStore,
  TimelineWrite,
} from '../store.ts';
import { fieldValues, type MemoryRow, matchesTree } from './matches-tree.ts';
import { besideRows, swapMemory } from './memory-beside.ts';
import { copiesInMemory, isConflicting, memoryFolded } from './memory-copies.ts';

export interface MemoryTimeline {
  store: TimelineStore;
  annotate(caseId: string, eventId: string, annotation: RowAnnotation): void;
  comment(caseId: string, eventId: string, text: string): void;
  numberEvidence(evidenceId: string, number: number): void;
}

/** The port over plain arrays: the oracle that engines are compared with. Slow, and simple enough to be read as truth. */
export function memoryTimeline(options: { pageTokenKey: Uint8Array; now: () => bigint }): MemoryTimeline {
  const memory = new Memory(options.pageTokenKey, options.now);
  return {
    store: memory,
    annotate: (caseId, eventId, annotation) => memory.annotations.set(`${caseId} ${eventId}`, annotation),
    comment: (caseId, eventId, text) => {
      const key = `${caseId} ${eventId}`;
      memory.comments.set(key, [...(memory.comments.get(key) ?? []), text]);
    },
    numberEvidence: (evidenceId, number) => memory.numbers.set(evidenceId, number),
  };
}

const noTransaction = { query: async () => ({ rows: [], rowCount: 0 }) };

class Memory implements TimelineStore {
  readonly annotations = new Map<string, RowAnnotation>();
  readonly comments = new Map<string, string[]>();
  readonly numbers = new Map<string, number>();
  readonly #cases = new Map<string, Map<string, TimelineWrite>>();
  readonly #beside = besideRows();
  readonly #folded = memoryFolded();
  readonly #key: Uint8Array;
  readonly #now: () => bigint;

  constructor(key: Uint8Array, now: () => bigint) {
    this.#key = key;
    this.#now = now;
  }

  async append(request: AppendRequest) {
    const place = request.besideRun === undefined ? this.#rowsOf(request.caseId) : this.#beside.of(request);
    const added = new Map<string, TimelineWrite>();
    let alreadyThere = 0;
    for await (const write of request.rows as Iterable<TimelineWrite>) {
      if (place.has(write.event.id) || added.has(write.event.id)) alreadyThere++;
      else added.set(write.event.id, write);
    }
    const all = [...this.#rowsOf(request.caseId).values(), ...added.values()];
    const mine = all.filter(({ event }) => event.record.evidenceId === request.evidenceId);
    const conflicting = mine.filter((write) => isConflicting(write, all)).length;
    const result = { inserted: added.size, alreadyThere, ...(request.marksConflicts ? { conflicting } : {}) };
    await request.commit?.(noTransaction, result);
    for (const [id, write] of added) place.set(id, write);
    this.#folded.add(request);
    return result;
  }

  startBatch: TimelineStore['startBatch'] = () => {
    const rows: TimelineWrite[] = [];
    return Object.assign(rows, { add: (write: TimelineWrite) => void rows.push(write) });
  };

  swap: TimelineStore['swap'] = (request) => {
    const isAnnotated = (id: string) =>
      this.annotations.has(`${request.caseId} ${id}`) || this.comments.has(`${request.caseId} ${id}`);
    const places = { rows: this.#rowsOf(request.caseId), beside: this.#beside, folded: this.#folded };
    return swapMemory(request, places, isAnnotated, noTransaction);
  };

  discardBeside: TimelineStore['discardBeside'] = async (request) => {
    this.#beside.discard(request);
    this.#folded.discard(request);
  };

  copies: TimelineStore['copies'] = async (request) =>
    copiesInMemory(request, this.#rowsOf(request.access.caseId), this.#folded);

  async search(request: SearchRequest): Promise<SearchPage> {
    checkPageLimit(request.limit);
    const selection = resolveSelection(request, this.#now());
    const place = request.page ? readPageToken(this.#key, request.page, selection, request.order) : undefined;
    const all = this.#shown({ ...selection, now: place?.now ?? selection.now }, request.order);
    let start = 0;
    if (place) {
      const index = all.findIndex((row) => row.event.timeMicros === place.timeMicros && row.event.id === place.id);
      start = place.direction === 'after' ? index + 1 : Math.max(0, index - request.limit);
      if (place.direction === 'before') return this.#page(all, start, index, request, selection);
    } else if (request.at !== undefined) {
      const { at, order } = request;
      const isThere = (row: MemoryRow) => (order === 'asc' ? row.event.timeMicros >= at : row.event.timeMicros <= at);
      start = all.findIndex(isThere);
      if (start < 0) start = all.length;
    }
    return this.#page(all, start, Math.min(start + request.limit, all.length), request, selection);
  }

  #page(
    all: MemoryRow[],
    start: number,
    end: number,
    request: SearchRequest,
    selection: ResolvedSelection,
  ): SearchPage {
    const rows = all.slice(start, end);
    const token = (row: MemoryRow | undefined, direction: 'after' | 'before') => {
      if (!row) return null;
      const { timeMicros, id } = row.event;
      return writePageToken(this.#key, { timeMicros, id, direction, now: selection.now }, selection, request.order);
    };
    return {
      rows: rows.map(asTimelineRow),
      next: end < all.length ? token(rows.at(-1), 'after') : null,
      previous: start > 0 ? token(rows[0], 'before') : null,
      tookMs: 0,
    };
  }

  async count(request: Selection) {
    request.signal?.throwIfAborted();
    const selection = resolveSelection(request, this.#now());
    const rows = this.#matching(selection);
    const isHidden = (row: MemoryRow) => selection.excludesHidden && row.annotation?.hidden === true;
    const isOwn = (row: MemoryRow) => selection.excludesOwn && row.event.own;
    return {
      total: rows.filter((row) => !isHidden(row) && !isOwn(row)).length,
      hiddenExcluded: rows.filter(isHidden).length,
      ownExcluded: rows.filter((row) => isOwn(row) && !isHidden(row)).length,
      tookMs: 0,
    };
  }

  async position(request: Selection & { order: Order; eventId: string }) {
    const rows = this.#shown(resolveSelection(request, this.#now()), request.order);
    const index = rows.findIndex((row) => row.event.id === request.eventId);
    return index < 0 ? null : index + 1;
  }

  async histogram(request: HistogramRequest) {
    const selection = resolveSelection(request, this.#now());
    const times = [...this.#rowsOf(selection.caseId).values()].map((write) => write.event.timeMicros).sort(compare);
    const held = times.length === 0 ? null : { first: times[0]!, last: times.at(-1)! };
    const span = held && histogramSpan(selection, held, request);
    if (!span) return { bucketMicros: request.bucketMicros ?? 1n, from: null, until: null, buckets: [], tookMs: 0 };
    const buckets = new Map<bigint, HistogramBucket>();
    for (const { event } of this.#shown(selection, 'asc')) {
      const start = span.from + ((event.timeMicros - span.from) / span.bucketMicros) * span.bucketMicros;
      const bucket = buckets.get(start) ?? {
        start,
        total: 0,
        bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      };
      bucket.total++;
      bucket.bySeverity[event.severity]++;
      buckets.set(start, bucket);
    }
    return { ...span, buckets: [...buckets.values()], tookMs: 0 };
  }

  async facets(request: Selection & { fields: readonly string[]; limit?: number }) {
    const rows = this.#shown(resolveSelection(request, this.#now()), 'asc');
    return request.fields.map((field) => facet(field, rows, request.limit ?? 10, () => true));
  }

  async facetSearch(request: Selection & { field: string; contains: string; limit?: number }) {
    const rows = this.#shown(resolveSelection(request, this.#now()), 'asc');
    const needle = foldAscii(request.contains);
    return facet(request.field, rows, request.limit ?? 50, (value) => foldAscii(value).includes(needle));
  }

  around: TimelineStore['around'] = async ({ access, eventId, micros, limit = 50 }) => {
    const rows = this.#all(access.caseId, 'asc');
    const index = rows.findIndex((row) => row.event.id === eventId);
    const row = rows[index];
    if (!row) return null;
    const isNear = (other: MemoryRow) => {
      const distance = other.event.timeMicros - row.event.timeMicros;
      return distance <= micros && -distance <= micros;
    };
    return {
      row: asTimelineRow(row),
      before: rows.slice(0, index).filter(isNear).slice(-limit).map(asTimelineRow),
      after: rows
        .slice(index + 1)
        .filter(isNear)
        .slice(0, limit)
        .map(asTimelineRow),
    };
  };

  event: TimelineStore['event'] = async ({ access, id }) => {
    const write = this.#rowsOf(access.caseId).get(id);
    return write ? asTimelineRow(this.#memoryRow(access.caseId, write)) : null;
  };

  complete: TimelineStore['complete'] = async ({ access, field, prefix, limit = 20 }) => {
    const start = foldAscii(prefix);
    return facet(field, this.#all(access.caseId, 'asc'), limit, (value) => foldAscii(value).startsWith(start)).values;
  };

  fields: TimelineStore['fields'] = async () =>
    fieldDefinitions.map(({ name, kind, meaning, hasFacet }) => ({ name, kind, meaning, hasFacet }));

  async *exportRows(request: Selection & { order?: Order }) {
    yield* this.#shown(resolveSelection(request, this.#now()), request.order ?? 'asc').map(asTimelineRow);
  }

  #rowsOf(caseId: string): Map<string, TimelineWrite> {
    const rows = this.#cases.get(caseId) ?? new Map<string, TimelineWrite>();
    this.#cases.set(caseId, rows);
    return rows;
  }

  #memoryRow(caseId: string, write: TimelineWrite): MemoryRow {
    const key = `${caseId} ${write.event.id}`;
    return {
      ...write,
      annotation: this.annotations.get(key) ?? null,
      comments: this.comments.get(key) ?? [],
      evidenceNumber: this.numbers.get(write.event.record.evidenceId) ?? null,
      isConflicting: isConflicting(write, this.#rowsOf(caseId).values()),
    };
  }

  #all(caseId: string, order: Order): MemoryRow[] {
    const rows = [...this.#rowsOf(caseId).values()].map((write) => this.#memoryRow(caseId, write));
    const sign = order === 'asc' ? 1 : -1;
    return rows.sort(
      (a, b) => sign * (compare(a.event.timeMicros, b.event.timeMicros) || (a.event.id < b.event.id ? -1 : 1)),
    );
  }

  #matching(selection: ResolvedSelection, order: Order = 'asc'): MemoryRow[] {
    const { from, until } = selection.range;
    return this.#all(selection.caseId, order).filter(
      (row) =>
        (from === null || row.event.timeMicros >= from) &&
        (until === null || row.event.timeMicros < until) &&
        matchesTree(selection.tree, row, selection.now),
    );
  }

  #shown(selection: ResolvedSelection, order: Order): MemoryRow[] {
    return this.#matching(selection, order).filter(
      (row) => !(selection.excludesHidden && row.annotation?.hidden) && !(selection.excludesOwn && row.event.own),
    );
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function asTimelineRow(row: MemoryRow): TimelineRow {
  return { event: row.event, annotation: row.annotation, commentCount: row.comments.length };
}

function facet(name: string, rows: readonly MemoryRow[], limit: number, keeps: (value: string) => boolean): Facet {
  const ref = facetField(name);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const values = ref.name === 'severity' ? [row.event.severity] : fieldValues(ref, row);
    for (const value of new Set(values)) if (keeps(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted: FacetValue[] = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)));
  return { field: formatField(ref), values: sorted.slice(0, limit), more: sorted.length > limit };
}
