import { type JsonValue, storableText } from '@virga/domain';
import { isObject } from './read-fields.ts';

/** Every string and key with NUL and lone surrogates as visible escapes: what columns and JSONB can hold. */
export function storableValue<T extends JsonValue>(value: T): T;
export function storableValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map((item) => storableValue(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableValue(inner)]));
}
