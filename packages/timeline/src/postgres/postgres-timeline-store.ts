import { nowMicros } from '@virga/domain';
import { type ResolvedSelection, resolveSelection } from '../resolved-selection.ts';
import type { Order, Selection, TimelineRow, TimelineStore } from '../store.ts';
import type { PostgresTimelineOptions } from '../store-options.ts';
import { appendRows } from './append-rows.ts';
import { aroundEvent, eventById } from './around-event.ts';
import { caseFields } from './case-fields.ts';
import { copiesOf } from './copies-of.ts';
import { countRows, positionOf } from './count-rows.ts';
import { EncodedRows } from './encoded-rows.ts';
import { completeField, facetSearchOf, facetsOf } from './facets-of.ts';
import { histogramOf } from './histogram-of.ts';
import { inReadTransaction, type ReadQuery } from './read-session.ts';
import { SearchLines } from './search-lines.ts';
import { readRows, searchPage } from './search-page.ts';
import { discardBeside, swapRows } from './swap-rows.ts';

const exportPage = 1000;

/** The timeline on PostgreSQL. */
export function postgresTimelineStore(options: PostgresTimelineOptions): TimelineStore {
  const { pool, pageTokenKey } = options;
  if (pageTokenKey.length < 32) throw new Error('pageTokenKey needs at least 32 bytes');
  const lines = new SearchLines();
  const now = options.now ?? nowMicros;
  const timeoutMs = options.statementTimeoutMs ?? 10_000;
  const read = <Result>(signal: AbortSignal | undefined, work: (query: ReadQuery) => Promise<Result>) =>
    inReadTransaction(pool, { timeoutMs, signal }, work);
  /** Resolves before any connection is taken: a query that cannot be read costs none. */
  const readSelection = async <Result>(
    request: Selection,
    work: (query: ReadQuery, selection: ResolvedSelection) => Promise<Result>,
  ) => {
    const selection = resolveSelection(request, now());
    return read(request.signal, (query) => work(query, selection));
  };

  return {
    append: (request) => appendRows(pool, request),
    startBatch: (item) => new EncodedRows(item, lines),
    swap: (request) => swapRows(pool, request),
    discardBeside: (request) => discardBeside(pool, request),
    search: (request) => timed(() => read(request.signal, (query) => searchPage(query, request, now(), pageTokenKey))),
    count: (request) => timed(() => readSelection(request, countRows)),
    position: (request) =>
      readSelection(request, (query, selection) => positionOf(query, selection, request.order, request.eventId)),
    histogram: (request) =>
      timed(() => readSelection(request, (query, selection) => histogramOf(query, selection, request))),
    facets: (request) =>
      readSelection(request, (query, selection) => facetsOf(query, selection, request.fields, request.limit)),
    facetSearch: (request) => readSelection(request, (query, selection) => facetSearchOf(query, selection, request)),
    around: ({ access, eventId, micros, limit = 50, signal }) =>
      read(signal, (query) => aroundEvent(query, access.caseId, { eventId, micros, limit: Math.min(limit, 1000) })),
    event: ({ access, id, signal }) => read(signal, (query) => eventById(query, access.caseId, id)),
    copies: (request) => read(request.signal, (query) => copiesOf(query, request)),
    complete: (request) => read(request.signal, (query) => completeField(query, request.access.caseId, request)),
    fields: ({ access, signal }) => read(signal, (query) => caseFields(query, access.caseId)),
    exportRows: (request) =>
      exportRows(request, resolveSelection(request, now()), (work) =>
        inReadTransaction(pool, { timeoutMs: options.exportTimeoutMs ?? 300_000, signal: request.signal }, work),
      ),
  };
}

async function timed<Result extends object>(work: () => Promise<Result>): Promise<Result & { tookMs: number }> {
  const start = performance.now();
  const result = await work();
  return { ...result, tookMs: Math.round((performance.now() - start) * 10) / 10 };
}

/** Page by page, each in a transaction of its own: a slow reader holds no connection and no old snapshot. */
async function* exportRows(
  request: Selection & { order?: Order },
  selection: ResolvedSelection,
  read: <Result>(work: (query: ReadQuery) => Promise<Result>) => Promise<Result>,
): AsyncIterable<TimelineRow> {
  const order = request.order ?? 'asc';
  let behind: { timeMicros: bigint; id: string } | undefined;
  for (;;) {
    const rows = await read((query) => readRows(query, selection, { order, behind, limit: exportPage }));
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < exportPage) return;
    behind = { timeMicros: last.event.timeMicros, id: last.event.id };
  }
}
