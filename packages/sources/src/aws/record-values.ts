import type { JsonValue } from '@virga/domain';

/** Every text and number in a record, for free-text search; names of members are left out. */
export function recordValues(value: JsonValue, into: string[] = []): string[] {
  if (typeof value === 'string') {
    if (value !== '') into.push(value);
  } else if (typeof value === 'number') into.push(String(value));
  else if (Array.isArray(value)) for (const entry of value) recordValues(entry, into);
  else if (value !== null && typeof value === 'object')
    for (const entry of Object.values(value)) recordValues(entry, into);
  return into;
}
