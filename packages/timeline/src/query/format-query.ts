import { formatTime } from '@virga/domain';
import { formatIpNetwork } from './ip-network.ts';
import { plainText } from './query-reader.ts';
import { severityWord } from './severity-level.ts';
import type { FieldRef, GlobPart, QueryTree, TimeEdge } from './tree.ts';

/** Prints a tree so that reading it again gives an equal tree. The one spelling of a query: page tokens hash it. */
export function formatQuery(tree: QueryTree): string {
  return tree.kind === 'all' ? '' : print(tree);
}

function print(tree: QueryTree): string {
  switch (tree.kind) {
    case 'all':
      return '*';
    case 'and':
      return tree.items.map((item) => (item.kind === 'or' ? `(${print(item)})` : print(item))).join(' AND ');
    case 'or':
      return tree.items.map(print).join(' OR ');
    case 'not':
      return `NOT ${tree.item.kind === 'and' || tree.item.kind === 'or' ? `(${print(tree.item)})` : print(tree.item)}`;
    case 'text':
      return formatGlob(tree.glob);
    case 'regex':
      return formatPattern(tree.pattern);
    case 'exists':
      return `_exists_:${formatField(tree.field)}`;
    default:
      return printLeaf(tree);
  }
}

function printLeaf(
  tree: Extract<QueryTree, { kind: 'value' | 'number' | 'time' | 'severity' | 'ip' | 'flag' }>,
): string {
  switch (tree.kind) {
    case 'value': {
      const { test } = tree;
      const text =
        test.op === 'equals'
          ? quote(test.value)
          : test.op === 'glob'
            ? formatGlob(test.glob)
            : formatPattern(test.pattern);
      return `${formatField(tree.field)}:${text}`;
    }
    case 'number':
      return `${formatField(tree.field)}:[${tree.from ?? '*'} TO ${tree.to ?? '*'}]`;
    case 'time':
      return `time:${formatTimeRange(tree.from, tree.until)}`;
    case 'severity':
      if (tree.from === tree.to) return `severity:${severityWord(tree.from)}`;
      return `severity:[${severityWord(tree.from)} TO ${severityWord(tree.to)}]`;
    case 'ip':
      return `${formatField(tree.field)}:${formatIpNetwork(tree.network)}`;
    case 'flag':
      return `${formatField(tree.field)}:${tree.value}`;
  }
}

/** `name` or `attributes.key.key`, keys quoted where they need it. */
export function formatField(field: FieldRef): string {
  return [field.name, ...field.path.map((key) => (/^[\w$@/-]+$/.test(key) ? key : quote(key)))].join('.');
}

export function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function formatGlob(glob: readonly GlobPart[]): string {
  const plain = plainText(glob);
  if (plain !== null) return quote(plain);
  const text = glob
    .map((part) =>
      'text' in part ? part.text.replace(/[\s\\:*?()"/[\]{}<>=+!-]/g, '\\$&') : part.any === 'many' ? '*' : '?',
    )
    .join('');
  return text;
}

function formatPattern(pattern: string): string {
  return `/${pattern.replace(/\\.|\//gsu, (found) => (found === '/' ? '\\/' : found))}/`;
}

function formatTimeRange(from: TimeEdge | null, until: TimeEdge | null): string {
  return `[${from ? formatEdge(from) : '*'} TO ${until ? formatEdge(until) : '*'}}`;
}

const units = [
  ['w', 604_800_000_000n],
  ['d', 86_400_000_000n],
  ['h', 3_600_000_000n],
  ['m', 60_000_000n],
  ['s', 1_000_000n],
] as const;

function formatEdge(edge: TimeEdge): string {
  if ('micros' in edge) {
    const written = formatTime(edge.micros);
    return /^\d{4}-/.test(written) ? written : `@${edge.micros}`;
  }
  if (edge.fromNow === 0n) return 'now';
  const [unit, size] = units.find(([, micros]) => edge.fromNow % micros === 0n) ?? units[4];
  const amount = edge.fromNow / size;
  return `now${amount < 0n ? '-' : '+'}${amount < 0n ? -amount : amount}${unit}`;
}
