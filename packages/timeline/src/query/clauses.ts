import { fieldNamed } from './fields.ts';
import { formatField, formatQuery, quote } from './format-query.ts';
import { parseQueryWithSpans } from './parse-query.ts';
import type { FieldRef, QueryTree } from './tree.ts';

/** One of the conditions that a query joins by AND: what a filter chip shows. Positions are in the query text. */
export interface Clause {
  text: string;
  position: number;
  length: number;
  isNegated: boolean;
  tree: QueryTree;
}

/** The clauses of a query, in order; none for an empty one. Throws `request.query_invalid`. */
export function clausesOf(query: string): Clause[] {
  const { tree, spans } = parseQueryWithSpans(query);
  if (query.trim() === '') return [];
  const items = tree.kind === 'and' ? tree.items : [tree];
  return items.map((item) => {
    const { position, length } = spans.get(item)!;
    const text = query.slice(position, position + length);
    return { text, position, length, isNegated: item.kind === 'not', tree: item };
  });
}

/** Adds a clause unless an equal one is there. The rest of the text stays as typed. */
export function addClause(query: string, clause: string): string {
  const present = clausesOf(query);
  const added = clausesOf(clause).filter((one) => !present.some((other) => isSame(other.tree, one.tree)));
  return [...present, ...added].map(asOperand).join(' ');
}

export function removeClause(query: string, index: number): string {
  return clausesOf(query)
    .filter((_clause, place) => place !== index)
    .map(asOperand)
    .join(' ');
}

/** Turns a clause into its opposite: a second time gives the first meaning back. */
export function negateClause(query: string, index: number): string {
  return clausesOf(query)
    .map((clause, place) => (place === index ? opposite(clause) : asOperand(clause)))
    .join(' ');
}

/**
 * The clause that finds a value of a field: what "filter for" adds. Null means the field is absent. Times are given as
 * written in a query.
 */
export function clauseFor(field: string | FieldRef, value: string | bigint | number | boolean | null): string {
  const name = typeof field === 'string' ? field : formatField(field);
  if (value === null) return `NOT _exists_:${name}`;
  if (typeof value !== 'string') return `${name}:${value}`;
  const kind = fieldNamed(name.split('.')[0]!)?.kind;
  const isBare = kind === 'time' || kind === 'number' || kind === 'severity' || kind === 'flag' || kind === 'ip';
  return isBare && /^[\w.:+@-]+$/.test(value) ? `${name}:${value}` : `${name}:${quote(value)}`;
}

function opposite(clause: Clause): string {
  if (clause.tree.kind !== 'not') return `NOT ${clause.text.startsWith('-') ? `(${clause.text})` : asOperand(clause)}`;
  // Without its NOT, a negated AND would fall apart into several clauses.
  if (clause.tree.item.kind === 'and') return `NOT ${clause.text}`;
  const inner = clause.text.replace(/^(?:NOT(?=[\s("])\s*|-)/, '');
  const isGroup = clause.tree.item.kind === 'or' && !inner.startsWith('(');
  return isGroup ? `(${inner})` : inner;
}

function asOperand(clause: Clause): string {
  const isBareOr = clause.tree.kind === 'or' && !isWrapped(clause.text);
  return isBareOr ? `(${clause.text})` : clause.text;
}

/** True when the text reads as a single operand when something is put beside it. */
function isWrapped(text: string): boolean {
  const { tree } = parseQueryWithSpans(`${text} "x"`);
  return tree.kind === 'and' && tree.items[0]?.kind === 'or';
}

function isSame(a: QueryTree, b: QueryTree): boolean {
  return formatQuery(a) === formatQuery(b);
}
