import type { JsonValue } from '@virga/domain';

/** Block YAML 1.2 of a JSON value; scalars as JSON writes them, which YAML reads alike. */
export function yamlOf(value: JsonValue): string {
  return `${linesOf(value, 0).join('\n')}\n`;
}

function linesOf(value: JsonValue, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value))
    return value.flatMap((item) => {
      if (isScalar(item)) return [`${indent}- ${scalar(item)}`];
      const [first, ...rest] = linesOf(item, depth + 1);
      return [`${indent}- ${first!.trimStart()}`, ...rest];
    });
  return Object.entries(value as Record<string, JsonValue>).flatMap(([key, item]) =>
    isScalar(item)
      ? [`${indent}${keyText(key)}: ${scalar(item)}`]
      : [`${indent}${keyText(key)}:`, ...linesOf(item, depth + 1)],
  );
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== 'object' || Object.keys(value).length === 0;
}

function scalar(value: JsonValue): string {
  return JSON.stringify(value);
}

function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key);
}
