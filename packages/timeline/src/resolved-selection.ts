import { AppError } from '@virga/domain';
import { parseQuery } from './query/parse-query.ts';
import type { QueryTree } from './query/tree.ts';
import type { Selection, TimeRange } from './store.ts';

/** A selection read once: what every engine compiles. */
export interface ResolvedSelection {
  caseId: string;
  tree: QueryTree;
  range: TimeRange;
  /** The chips in force: a query that names `hidden:` or `own:` switches its chip off. */
  excludesHidden: boolean;
  excludesOwn: boolean;
  /** What `now` means in relative times. */
  now: bigint;
}

/** Throws `request.query_invalid`, and `request.invalid` for a range that ends before it starts. */
export function resolveSelection(selection: Selection, now: bigint): ResolvedSelection {
  const range = selection.range ?? { from: null, until: null };
  if (range.from !== null && range.until !== null && range.from >= range.until) {
    throw new AppError({ code: 'request.invalid', message: 'The time range ends before it starts.' });
  }
  const tree = parseQuery(selection.query);
  return {
    caseId: selection.access.caseId,
    tree,
    range,
    excludesHidden: !selection.includeHidden && !namesFlag(tree, 'hidden'),
    excludesOwn: !selection.includeOwn && !namesFlag(tree, 'own'),
    now,
  };
}

function namesFlag(tree: QueryTree, name: string): boolean {
  if (tree.kind === 'and' || tree.kind === 'or') return tree.items.some((item) => namesFlag(item, name));
  if (tree.kind === 'not') return namesFlag(tree.item, name);
  return (tree.kind === 'flag' || tree.kind === 'exists') && tree.field.name === name;
}

/** Throws `request.invalid` for a page size that no engine serves. */
export function checkPageLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return;
  throw new AppError({ code: 'request.invalid', message: 'A page has 1 to 1000 rows.' });
}
