import { formatTime } from '@virga/domain';
import { fieldNamed } from './fields.ts';
import { formatField } from './format-query.ts';
import { formatIpNetwork } from './ip-network.ts';
import { severityWord } from './severity-level.ts';
import type { GlobPart, QueryTree, TimeEdge } from './tree.ts';

/** Says a query in a plain sentence part, for screen readers, reports and exports: "action is CreateUser and not …". */
export function describeQuery(tree: QueryTree): string {
  switch (tree.kind) {
    case 'all':
      return 'every event';
    case 'and':
      return tree.items.map(describeItem).join(' and ');
    case 'or':
      return tree.items.map(describeItem).join(' or ');
    case 'not':
      return `not ${describeItem(tree.item)}`;
    case 'text':
      return `any value contains ${describeGlob(tree.glob)}`;
    case 'regex':
      return `any value matches the pattern ${tree.pattern}`;
    case 'exists':
      return `${formatField(tree.field)} is present`;
    case 'time':
      return describeTime(tree.from, tree.until);
    case 'severity':
      if (tree.from === tree.to) return `severity is ${severityWord(tree.from)}`;
      return `severity is ${severityWord(tree.from)} to ${severityWord(tree.to)}`;
    case 'flag':
      return `${formatField(tree.field)} is ${tree.value ? 'true' : 'false'}`;
    case 'ip': {
      const name = tree.field.name === 'ip' ? 'source or destination address' : fieldNamed(tree.field.name)?.name;
      return `${name} is in ${formatIpNetwork(tree.network)}`;
    }
    case 'number':
      return describeNumber(formatField(tree.field), tree.from, tree.to);
    case 'value':
      return describeValue(tree);
  }
}

function describeItem(tree: QueryTree): string {
  return tree.kind === 'and' || tree.kind === 'or' ? `(${describeQuery(tree)})` : describeQuery(tree);
}

function describeGlob(glob: readonly GlobPart[]): string {
  return glob.map((part) => ('text' in part ? part.text : part.any === 'many' ? '*' : '?')).join('');
}

function describeValue({ field, test }: Extract<QueryTree, { kind: 'value' }>): string {
  const name = formatField(field);
  if (test.op === 'regex') return `${name} matches the pattern ${test.pattern}`;
  if (test.op === 'glob') return `${name} is like ${describeGlob(test.glob)}`;
  return `${name} ${field.name === 'comment' ? 'contains' : 'is'} ${test.value}`;
}

function describeNumber(name: string, from: bigint | null, to: bigint | null): string {
  if (from !== null && from === to) return `${name} is ${from}`;
  if (from === null) return `${name} is at most ${to}`;
  return to === null ? `${name} is at least ${from}` : `${name} is ${from} to ${to}`;
}

function describeTime(from: TimeEdge | null, until: TimeEdge | null): string {
  const parts = [from && `from ${describeEdge(from)}`, until && `before ${describeEdge(until)}`];
  return `time is ${parts.filter((part) => part !== null).join(' and ')}`;
}

function describeEdge(edge: TimeEdge): string {
  if ('micros' in edge) return formatTime(edge.micros);
  if (edge.fromNow === 0n) return 'now';
  const seconds = Number(edge.fromNow / 1_000_000n);
  const hours = Math.abs(seconds) / 3600;
  const amount = Number.isInteger(hours) ? `${hours} h` : `${Math.abs(seconds)} s`;
  return `${amount} ${seconds < 0 ? 'ago' : 'from now'}`;
}
