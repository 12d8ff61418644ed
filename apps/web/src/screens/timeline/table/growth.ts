import { type ColumnChoice, defaultColumns, writeColumns } from '../state/columns.ts';

/** How the room that is left is shared among the default columns: names before sentences at their full length. */
const shares: Record<string, number> = { action: 1, actor: 2, ip: 0.6, target: 2, message: 3 };
const defaultText = writeColumns(defaultColumns);

/**
 * Flex factor of a column. Columns that someone chose or resized keep their width; then only the message grows, or the
 * last column where it is not shown.
 */
export function growth(id: string, columns: readonly ColumnChoice[]): number {
  if (columns === defaultColumns || writeColumns(columns) === defaultText) return shares[id] ?? 0;
  const growing = columns.some((column) => column.id === 'message') ? 'message' : columns.at(-1)?.id;
  return id === growing ? 1 : 0;
}
