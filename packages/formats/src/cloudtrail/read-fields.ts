import type { JsonValue } from '@virga/domain';
import type { JsonObject } from '../stream/parsed-record.ts';

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member as column text: strings as they are (the record was made storable before), numbers and booleans written out; null for absent, empty and anything else. */
export function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}

export function memberText(object: JsonObject | null, key: string): string | null {
  return object === null ? null : textOf(object[key]);
}

export function memberObject(object: JsonObject | null, key: string): JsonObject | null {
  const value = object?.[key];
  return isObject(value) ? value : null;
}

export function memberArray(object: JsonObject | null, key: string): JsonValue[] {
  const value = object?.[key];
  return Array.isArray(value) ? value : [];
}
