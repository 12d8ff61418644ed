import { AppError, storableText } from '@virga/domain';
import canonicalizeValue from 'canonicalize';

/** RFC 8785 text of a JSON value: what custody entries and heads are hashed and signed over. */
export function canonicalize(value: unknown): string {
  const text = canonicalizeValue(storableJson(value, '$'));
  if (text === undefined) throw notJson('$');
  return text;
}

/**
 * The value as it will come back from a JSON column: NUL and lone surrogates become visible escapes (PostgreSQL cannot
 * hold them), members that are undefined vanish. Anything that JSON cannot carry exactly is refused, never rounded.
 */
export function storableJson(value: unknown, path = '$'): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notJson(path);
    return Object.is(value, -0) ? 0 : value;
  }
  if (Array.isArray(value)) return value.map((inner, index) => storableJson(inner, `${path}[${index}]`));
  if (typeof value !== 'object') throw notJson(path);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => [storableText(key), storableJson(inner, `${path}.${key}`)] as const);
  return Object.fromEntries(members);
}

function notJson(path: string): AppError {
  return new AppError({
    code: 'system.unexpected',
    message: `A custody record holds a value that JSON cannot carry, at ${path}.`,
  });
}
