import {
  addClause,
  type Clause,
  clauseFor,
  clausesOf,
  fieldNamed,
  formatField,
  formatQuery,
  type QueryTree,
  removeClause,
} from '@virga/timeline/query';

export type FilterState = 'included' | 'excluded' | null;

/** What the query says of one value of a field. Throws `request.query_invalid`. */
export function filterState(clauses: readonly Clause[], field: string, value: string): FilterState {
  const wanted = canonical(clauseFor(field, value));
  for (const { tree } of clauses) {
    if (tree.kind === 'not' && formatQuery(tree.item) === wanted) return 'excluded';
    if (alternatives(tree, field)?.some((item) => formatQuery(item) === wanted)) return 'included';
  }
  return null;
}

/** The query with the value included; beside other values of the field as an alternative; a second time takes it back. */
export function toggleIncluded(query: string, field: string, value: string): string {
  const without = dropValue(query, field, value);
  if (filterState(clausesOf(query), field, value) === 'included') return without;
  const clauses = clausesOf(without);
  const place = clauses.findIndex(({ tree }) => alternatives(tree, field) !== null);
  if (place < 0) return addClause(without, clauseFor(field, value));
  const merged = [...alternatives(clauses[place]!.tree, field)!.map(formatQuery), clauseFor(field, value)];
  return addClause(removeClause(without, place), `(${merged.join(' OR ')})`);
}

/** The query with the value excluded; a second time takes it back. */
export function toggleExcluded(query: string, field: string, value: string): string {
  const without = dropValue(query, field, value);
  const isExcluded = filterState(clausesOf(query), field, value) === 'excluded';
  return isExcluded ? without : addClause(without, `NOT ${clauseFor(field, value)}`);
}

function dropValue(query: string, field: string, value: string): string {
  const wanted = canonical(clauseFor(field, value));
  const clauses = clausesOf(query);
  for (const [place, { tree }] of clauses.entries()) {
    if (tree.kind === 'not' && formatQuery(tree.item) === wanted) return removeClause(query, place);
    const items = alternatives(tree, field)?.map(formatQuery);
    if (!items?.includes(wanted)) continue;
    const left = items.filter((item) => item !== wanted);
    const rest = removeClause(query, place);
    return left.length === 0 ? rest : addClause(rest, left.length === 1 ? left[0]! : `(${left.join(' OR ')})`);
  }
  return query;
}

/** The parts of a clause that only names values of one field, joined by OR; null for any other. */
function alternatives(tree: QueryTree, field: string): QueryTree[] | null {
  const items = tree.kind === 'or' ? tree.items : [tree];
  return items.every((item) => 'field' in item && item.kind !== 'exists' && nameOf(item) === canonicalName(field))
    ? items
    : null;
}

function nameOf(item: Extract<QueryTree, { field: unknown }>): string {
  return formatField(item.field);
}

function canonicalName(field: string): string {
  return fieldNamed(field)?.name ?? field;
}

function canonical(clause: string): string {
  return formatQuery(clausesOf(clause)[0]!.tree);
}
