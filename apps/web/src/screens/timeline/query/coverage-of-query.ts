import type { CoverageWord } from '@virga/domain';
import type { Clause, QueryTree } from '@virga/timeline/query';

export interface CoverageJson {
  id: string;
  sourceId: string;
  /** What its rows say as their source; left out: the same. */
  timelineSources?: readonly string[];
  externalAccountId: string;
  region: string;
  from: string | null;
  to: string | null;
  word: CoverageWord;
  detail: string;
}

/** What a coverage row answers for each field that a query can demand. */
const asked = {
  source: (row: CoverageJson) => [row.sourceId, ...(row.timelineSources ?? [])],
  account: (row: CoverageJson) => [row.externalAccountId],
  region: (row: CoverageJson) => [row.region],
};
type AskedField = keyof typeof asked;

/** Values that a query demands of source, account or region: only then it can be said to look into one of them. */
export function demandedPlaces(clauses: readonly Clause[]): Partial<Record<AskedField, string[]>> {
  const demanded: Partial<Record<AskedField, string[]>> = {};
  for (const { tree } of clauses) {
    const found = equalsOf(tree);
    if (found) demanded[found.field] = found.values;
  }
  return demanded;
}

function equalsOf(tree: QueryTree): { field: AskedField; values: string[] } | null {
  const items = tree.kind === 'or' ? tree.items : [tree];
  const values: string[] = [];
  let field: string | null = null;
  for (const item of items) {
    if (item.kind !== 'value' || item.test.op !== 'equals' || !(item.field.name in asked)) return null;
    if (field !== null && field !== item.field.name) return null;
    field = item.field.name;
    values.push(item.test.value.toLowerCase());
  }
  return field === null ? null : { field: field as AskedField, values };
}

/** Coverage rows of the places a query looks into, or all of them when it names none. */
export function coverageOfQuery<Row extends CoverageJson>(rows: readonly Row[], clauses: readonly Clause[]): Row[] {
  const demanded = Object.entries(demandedPlaces(clauses)) as [AskedField, string[]][];
  const answers = (row: Row, field: AskedField, values: string[]) =>
    asked[field](row).some((value) => values.includes(value.toLowerCase()));
  return rows.filter((row) => demanded.every(([field, values]) => answers(row, field, values)));
}

export function isGap({ word }: { word: CoverageWord }): boolean {
  return word !== 'collected' && word !== 'empty';
}

/** Whether a row of coverage touches a span; open ends touch everything on their side. ISO texts of one form compare. */
export function touches(row: CoverageJson, from: string | null, until: string | null): boolean {
  return (
    (until === null || row.from === null || row.from < until) && (from === null || row.to === null || row.to > from)
  );
}
