import { matchesWildcard } from '../../policy/wildcard.ts';
import type { Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** For each filter name: the values that a resource has under it. */
export type FilterTable<T> = Record<string, (item: T) => (string | undefined)[]>;

interface Filter {
  name: string;
  values: string[];
}

function filtersOf(call: RangeCall): Filter[] {
  const list = call.params.Filter;
  if (!Array.isArray(list)) return [];
  return (list as Params[]).map((entry) => {
    const values = Array.isArray(entry.Value) ? entry.Value.map(String) : [];
    return { name: String(entry.Name ?? ''), values };
  });
}

function valuesOf<T>(
  item: T,
  name: string,
  table: FilterTable<T>,
  tags: Record<string, string>,
): (string | undefined)[] {
  if (name.startsWith('tag:')) return [tags[name.slice(4)]];
  if (name === 'tag-key') return Object.keys(tags);
  const read = table[name];
  if (!read) throw new ServiceError('InvalidParameterValue', 400, `The filter '${name}' is invalid`);
  return read(item);
}

/** Keeps what every filter accepts; the values of one filter are alternatives and may hold `*` and `?`. */
export function applyFilters<T extends { tags?: Record<string, string> }>(
  call: RangeCall,
  items: T[],
  table: FilterTable<T>,
): T[] {
  const filters = filtersOf(call);
  return items.filter((item) =>
    filters.every((filter) => {
      const have = valuesOf(item, filter.name, table, item.tags ?? {});
      return have.some(
        (value) => value !== undefined && filter.values.some((wanted) => matchesWildcard(wanted, value)),
      );
    }),
  );
}
