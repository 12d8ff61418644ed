import { AppError } from '@virga/domain';
import { facetField } from '../facet-field.ts';
import { foldAscii } from '../query/fold-text.ts';
import { formatField } from '../query/format-query.ts';
import { severityWords } from '../query/severity-level.ts';
import type { FieldRef } from '../query/tree.ts';
import type { ResolvedSelection } from '../resolved-selection.ts';
import type { Facet, FacetValue } from '../store.ts';
import { compileSelection } from './compile-selection.ts';
import { fieldSource } from './field-source.ts';
import type { Parameters } from './parameters.ts';
import type { ReadQuery } from './read-session.ts';

const mostFields = 24;
const mostValues = 500;

/** Values with counts of several fields, from one pass over what matches. */
export async function facetsOf(
  query: ReadQuery,
  selection: ResolvedSelection,
  fields: readonly string[],
  limit = 10,
): Promise<Facet[]> {
  if (fields.length === 0) return [];
  if (fields.length > mostFields) {
    throw new AppError({ code: 'request.invalid', message: `At most ${mostFields} fields at once.` });
  }
  const refs = fields.map(facetField);
  const { parameters, shown } = compileSelection(selection);
  const columns = [...new Set(refs.flatMap(columnsNeeded))];
  const most = boundedLimit(limit);
  const parts = refs.map((ref, index) => facetPart(ref, index, null, most, parameters));
  const rows = await query<FacetRow>(
    facetSql(`SELECT ${columns.join(', ')} FROM timeline_event e WHERE ${shown}`, parts),
    parameters.values,
  );
  return refs.map((ref, index) => facetFrom(ref, rows, index, most));
}

/** Values of one field that contain a text, under the selection. */
export async function facetSearchOf(
  query: ReadQuery,
  selection: ResolvedSelection,
  wish: { field: string; contains: string; limit?: number | undefined },
): Promise<Facet> {
  const ref = facetField(wish.field);
  const { parameters, shown } = compileSelection(selection);
  const needle = parameters.add(foldAscii(wish.contains), 'text');
  const columns = columnsNeeded(ref).join(', ');
  const most = boundedLimit(wish.limit ?? 50);
  const contains = (value: string) => `strpos(lower(${value} COLLATE "C"), ${needle}) > 0`;
  const rows = await query<FacetRow>(
    facetSql(`SELECT ${columns} FROM timeline_event e WHERE ${shown}`, [facetPart(ref, 0, contains, most, parameters)]),
    parameters.values,
  );
  return facetFrom(ref, rows, 0, most);
}

/** Rows that completion looks at, from the latest back: enough to know the values in use, and bounded. */
const completionRows = 100_000;

export async function completeField(
  query: ReadQuery,
  caseId: string,
  wish: { field: string; prefix: string; limit?: number | undefined },
): Promise<FacetValue[]> {
  const ref = facetField(wish.field);
  const { parameters } = compileSelection({ ...wholeCase, caseId });
  const prefix = parameters.add(foldAscii(wish.prefix), 'text');
  const most = boundedLimit(wish.limit ?? 20);
  const starts = (value: string) => `starts_with(lower(${value} COLLATE "C"), ${prefix})`;
  const rows = await query<FacetRow>(
    facetSql(
      `SELECT ${columnsNeeded(ref).join(', ')} FROM timeline_event e
       WHERE e.case_id = $1 ORDER BY e.time_micros DESC, e.id DESC LIMIT ${completionRows}`,
      [facetPart(ref, 0, starts, most, parameters)],
    ),
    parameters.values,
  );
  return facetFrom(ref, rows, 0, most).values;
}

const wholeCase: Omit<ResolvedSelection, 'caseId'> = {
  tree: { kind: 'all' },
  range: { from: null, until: null },
  excludesHidden: false,
  excludesOwn: false,
  now: 0n,
};

const severityWordSql = `(ARRAY[${severityWords.map((word) => `'${word}'`).join(', ')}])[e.severity + 1]`;

/** `hits` runs once; the parts read what it found under the name e. */
function facetSql(hits: string, parts: readonly string[]): string {
  return `WITH e AS MATERIALIZED (${hits})
    SELECT * FROM (${parts.join(' UNION ALL ')}) AS f ORDER BY place, count DESC, value COLLATE "C"`;
}

interface FacetRow {
  place: number;
  value: string;
  count: string;
}

function boundedLimit(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), mostValues);
}

/** Columns of timeline_event that a facet reads; people's words are looked up by id. */
function columnsNeeded(ref: FieldRef): string[] {
  if (ref.name === 'severity' || ref.name === 'targets' || ref.name === 'attributes') return [`e.${ref.name}`];
  if (ref.name === 'rule' || ref.name === 'technique' || ref.name === 'tactic') return ['e.detections'];
  if (ref.name === 'tag' || ref.name === 'verdict') return ['e.id'];
  return [`e.${ref.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`];
}

function facetPart(
  ref: FieldRef,
  place: number,
  keeps: null | ((value: string) => string),
  limit: number,
  parameters: Parameters,
): string {
  const { from, value } = facetValues(ref, parameters);
  const condition = keeps === null ? '' : `AND ${keeps(value)}`;
  return `(SELECT ${place} AS place, ${value} AS value, count(*) AS count FROM ${from}
    WHERE ${value} IS NOT NULL ${condition} GROUP BY 2 ORDER BY 3 DESC, ${value} COLLATE "C" LIMIT ${limit + 1})`;
}

function facetValues(ref: FieldRef, parameters: Parameters): { from: string; value: string } {
  if (ref.name === 'severity') return { from: 'e', value: severityWordSql };
  const source = fieldSource(ref, parameters);
  if (!source) throw new Error(`no facet of ${ref.name}`);
  if (source.kind === 'column') return { from: 'e', value: source.isNumber ? `${source.text}::text` : source.text };
  // A list may hold one value twice; the row counts once.
  if (source.kind === 'values') {
    return {
      from: `e, LATERAL (SELECT DISTINCT ${source.value} AS item FROM ${source.from}) AS d`,
      value: 'd.item',
    };
  }
  const own = `SELECT DISTINCT a.event_id, ${source.value} AS item FROM ${source.from} WHERE a.case_id = $1`;
  return { from: `e JOIN (${own}) AS d ON d.event_id = e.id`, value: 'd.item' };
}

function facetFrom(ref: FieldRef, rows: readonly FacetRow[], place: number, limit: number): Facet {
  const mine = rows.filter((row) => row.place === place);
  const values = mine.slice(0, limit).map((row) => ({ value: row.value, count: Number(row.count) }));
  return { field: formatField(ref), values, more: mine.length > limit };
}
