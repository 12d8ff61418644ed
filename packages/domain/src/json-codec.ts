import type { JsonValue } from './timeline-event.ts';

/** JSON carries bigints as decimal strings; readers know the field's type from its schema. */
export function toJsonText(value: unknown, space?: number): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner), space);
}

/** A plain JSON value of anything made of plain data; bigints become decimal strings, undefined members vanish. */
export function toJsonValue(value: unknown): JsonValue {
  return JSON.parse(toJsonText(value ?? null)) as JsonValue;
}
