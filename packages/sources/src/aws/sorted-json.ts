import type { JsonValue } from '@virga/domain';

/** JSON with members sorted by name: the same answer gives the same bytes. */
export function sortedJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${sortedJson(value[name]!)}`);
  return `{${members.join(',')}}`;
}
