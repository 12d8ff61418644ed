/**
 * The query as every engine compiles it. Produced by `parseQuery`, printed by `formatQuery`; plain data, no positions, so
 * that two texts with one meaning are equal trees.
 *
 * Meaning every engine must keep:
 * - A leaf is true or false, never unknown: an absent (NULL) value matches no leaf, and NOT of it is true.
 * - Free text (`text`, `regex`) runs over each value of a row on its own, folded by `foldText` (any case, Unicode).
 * - A field test compares whole values with ASCII letters folded (`foldAscii`); a list matches when one element does.
 * - `many` stands for any characters, also none, `one` for exactly one character (code point).
 */
export type QueryTree =
  | { kind: 'all' }
  | { kind: 'and'; items: QueryTree[] }
  | { kind: 'or'; items: QueryTree[] }
  | { kind: 'not'; item: QueryTree }
  | { kind: 'text'; glob: GlobPart[] }
  | { kind: 'regex'; pattern: string }
  | { kind: 'value'; field: FieldRef; test: ValueTest }
  | { kind: 'number'; field: FieldRef; from: bigint | null; to: bigint | null }
  | { kind: 'time'; from: TimeEdge | null; until: TimeEdge | null }
  | { kind: 'severity'; from: number; to: number }
  | { kind: 'ip'; field: FieldRef; network: IpNetwork }
  | { kind: 'flag'; field: FieldRef; value: boolean }
  | { kind: 'exists'; field: FieldRef };

/** A part of a pattern: literal text, or `*` (many) and `?` (one). */
export type GlobPart = { text: string } | { any: 'one' | 'many' };

/** A field by its name in a query; `path` holds the keys below `attributes`, and is empty for every other field. */
export interface FieldRef {
  name: string;
  path: string[];
}

export type ValueTest =
  | { op: 'equals'; value: string }
  | { op: 'glob'; glob: GlobPart[] }
  | { op: 'regex'; pattern: string };

/** Microseconds since 1970 UTC, or an offset in microseconds from the moment the search began (negative: the past). */
export type TimeEdge = { micros: bigint } | { fromNow: bigint };

/** `bits` leading bits of `address` (32 or 128 wide) are compared; IPv4 also meets its form mapped into IPv6. */
export interface IpNetwork {
  version: 4 | 6;
  address: bigint;
  bits: number;
}
