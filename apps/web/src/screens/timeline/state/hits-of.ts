import type { QueryTree } from '@virga/timeline/query';

/** Plain texts that the free-text terms of a query look for; what is negated marks nothing. */
export function hitsOf(tree: QueryTree | null): string[] {
  if (!tree) return [];
  if (tree.kind === 'and' || tree.kind === 'or') return tree.items.flatMap(hitsOf);
  if (tree.kind !== 'text') return [];
  return tree.glob.flatMap((part) => ('text' in part && part.text.trim() !== '' ? [part.text] : []));
}
