import { fieldDefinitions } from '../query/fields.ts';
import { formatField } from '../query/format-query.ts';
import type { TimelineField } from '../store.ts';
import type { ReadQuery } from './read-session.ts';

/** Rows whose attributes are looked at, from the latest back. */
const rowsSeen = 5000;
const mostKeys = 500;

/** Every field of the language, then the attributes that recent rows carry, two keys deep. */
export async function caseFields(query: ReadQuery, caseId: string): Promise<TimelineField[]> {
  const rows = await query<{ path: string[] }>(
    `WITH seen AS MATERIALIZED (
       SELECT attributes FROM timeline_event WHERE case_id = $1 ORDER BY time_micros DESC, id DESC LIMIT ${rowsSeen}),
     first AS (SELECT k.key, k.value FROM seen, jsonb_each(seen.attributes) AS k),
     paths AS (
       SELECT ARRAY[key] AS path FROM first WHERE jsonb_typeof(value) <> 'object'
       UNION SELECT ARRAY[first.key, k.key] FROM first,
         jsonb_each(CASE WHEN jsonb_typeof(first.value) = 'object' THEN first.value ELSE '{}' END) AS k)
     SELECT path FROM paths ORDER BY path LIMIT ${mostKeys}`,
    [caseId],
  );
  const known = fieldDefinitions.map(({ name, kind, meaning, hasFacet }) => ({ name, kind, meaning, hasFacet }));
  const attributes = rows.map(({ path }): TimelineField => {
    const name = formatField({ name: 'attributes', path });
    return { name, kind: 'attribute', meaning: path.join(' '), hasFacet: true };
  });
  return [...known.filter((field) => field.kind !== 'attribute'), ...attributes];
}
