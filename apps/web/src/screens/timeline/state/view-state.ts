import { type ColumnChoice, readColumns, writeColumns } from './columns.ts';

export const detailTabs = ['fields', 'raw', 'around', 'notes'] as const;
export type DetailTab = (typeof detailTabs)[number];

/** All that a link must reproduce; it lives in the address bar and nowhere else. */
export interface ViewState {
  query: string;
  /** Clauses that were switched off: kept as chips, not part of the query. */
  off: readonly string[];
  /** Inclusive, ISO. */
  from: string | null;
  /** Exclusive, ISO. */
  until: string | null;
  order: 'asc' | 'desc';
  /** Time the list begins at. */
  at: string | null;
  /** Id of the open row. */
  row: string | null;
  tab: DetailTab;
  aroundMinutes: number;
  includeHidden: boolean;
  includeOwn: boolean;
  /** Null: as remembered, or the default. */
  columns: ColumnChoice[] | null;
  logScale: boolean;
  /** The histogram spans every row, outliers too, instead of being fitted to where most of them are. */
  wholeSpan: boolean;
}

const isoPattern = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;
const timeOf = (text: string | null) => (text && isoPattern.test(text) ? text : null);
export const defaultAroundMinutes = 5;

export function readViewState(params: URLSearchParams): ViewState {
  const row = params.get('row');
  const around = Number(params.get('around'));
  return {
    query: params.get('q') ?? '',
    off: params.getAll('off').filter((clause) => clause !== ''),
    from: timeOf(params.get('from')),
    until: timeOf(params.get('until')),
    order: params.get('order') === 'desc' ? 'desc' : 'asc',
    at: timeOf(params.get('at')),
    row: row && /^[0-9a-f]{32}$/.test(row) ? row : null,
    tab: detailTabs.find((tab) => tab === params.get('tab')) ?? 'fields',
    aroundMinutes: around > 0 && around <= 527_040 ? around : defaultAroundMinutes,
    includeHidden: params.get('hidden') === '1',
    includeOwn: params.get('own') === '1',
    columns: readColumns(params.get('cols')),
    logScale: params.get('scale') === 'log',
    wholeSpan: params.get('span') === 'whole',
  };
}

/** The query part of an address without `?`; what is at its default is left out, so that links stay short. */
export function writeViewState(state: ViewState): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null | false) => {
    if (value) params.set(name, value);
  };
  set('q', state.query);
  for (const clause of state.off) params.append('off', clause);
  set('from', state.from);
  set('until', state.until);
  set('order', state.order === 'desc' && 'desc');
  set('at', state.at);
  set('row', state.row);
  set('tab', state.row !== null && state.tab !== 'fields' && state.tab);
  set('around', state.aroundMinutes !== defaultAroundMinutes && String(state.aroundMinutes));
  set('hidden', state.includeHidden && '1');
  set('own', state.includeOwn && '1');
  set('cols', state.columns && writeColumns(state.columns));
  set('scale', state.logScale && 'log');
  set('span', state.wholeSpan && 'whole');
  return params.toString();
}
