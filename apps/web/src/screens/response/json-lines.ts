import { visibleText } from '@virga/domain';

/** A JSON value as a person reads it, one line per element or member; control characters visible. */
export function jsonLines(value: unknown): string[] {
  if (value === null || value === undefined) return ['nothing'];
  if (value === true) return ['yes'];
  if (value === false) return ['no'];
  if (typeof value === 'string') return [value === '' ? 'empty text' : visibleText(value)];
  if (typeof value !== 'object') return [String(value)];
  const entries: [string | null, unknown][] = Array.isArray(value)
    ? value.map((element) => [null, element])
    : Object.entries(value);
  if (entries.length === 0) return ['none'];
  return entries.flatMap(([name, inner]) => {
    const lines = jsonLines(inner);
    if (name === null) return lines;
    const label = visibleText(name);
    return lines.length === 1 ? [`${label}: ${lines[0]}`] : [`${label}:`, ...lines.map((line) => `  ${line}`)];
  });
}
