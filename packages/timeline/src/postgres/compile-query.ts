import { formatField } from '../query/format-query.ts';
import { formatIpNetwork, mappedNetwork } from '../query/ip-network.ts';
import type { FieldRef, IpNetwork, QueryTree, TimeEdge, ValueTest } from '../query/tree.ts';
import { annotationFlag, fieldSource } from './field-source.ts';
import type { Parameters } from './parameters.ts';
import { testContains, testFreePattern, testFreeText, testValue } from './value-test.ts';

/**
 * SQL condition of a tree over a row `e` of timeline_event. `$1` must be the case's id: lookups beside the row repeat the
 * case condition with it. Unknown (NULL) counts as false, also below NOT.
 */
export function compileQuery(tree: QueryTree, parameters: Parameters, now: bigint): string {
  const compile = (inner: QueryTree): string => compileQuery(inner, parameters, now);
  switch (tree.kind) {
    case 'all':
      return 'true';
    case 'and':
      return `(${tree.items.map(compile).join(' AND ')})`;
    case 'or':
      return `(${tree.items.map(compile).join(' OR ')})`;
    case 'not':
      return `((${compile(tree.item)}) IS NOT TRUE)`;
    case 'text':
      return testFreeText(tree.glob, parameters);
    case 'regex':
      return testFreePattern(tree.pattern, parameters);
    case 'value':
      return compileValue(tree.field, tree.test, parameters);
    case 'number':
      return compileNumber(tree, parameters);
    case 'time':
      return timeCondition(resolveEdge(tree.from, now), resolveEdge(tree.until, now), parameters);
    case 'severity':
      return `e.severity BETWEEN ${parameters.add(tree.from, 'int')} AND ${parameters.add(tree.to, 'int')}`;
    case 'ip':
      return compileIp(tree.field, tree.network, parameters);
    case 'flag':
      return compileFlag(tree.field, tree.value);
    case 'exists':
      return compileExists(tree.field, parameters);
  }
}

export function resolveEdge(edge: TimeEdge | null, now: bigint): bigint | null {
  if (edge === null) return null;
  return 'micros' in edge ? edge.micros : now + edge.fromNow;
}

/** `from` inclusive, `until` exclusive. */
export function timeCondition(from: bigint | null, until: bigint | null, parameters: Parameters): string {
  const parts: string[] = [];
  if (from !== null) parts.push(`e.time_micros >= ${parameters.add(from, 'bigint')}`);
  if (until !== null) parts.push(`e.time_micros < ${parameters.add(until, 'bigint')}`);
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

function compileValue(field: FieldRef, test: ValueTest, parameters: Parameters): string {
  if (field.name === 'ip') {
    return `(${testValue('e.source_ip', test, parameters)} OR ${testValue('e.destination_ip', test, parameters)})`;
  }
  if (field.name === 'evidence') {
    const number = testValue("('E-' || i.number)", test, parameters);
    const id = testValue('i.id::text', test, parameters);
    return `e.evidence_id IN (SELECT i.id FROM evidence_item i WHERE i.case_id = $1 AND (${number} OR ${id}))`;
  }
  const source = sourceOf(field, parameters);
  if (source.kind === 'column') return testValue(source.text, test, parameters);
  const condition = valueCondition(field, source.value, test, parameters);
  if (source.kind === 'values') return `EXISTS (SELECT 1 FROM ${source.from} WHERE ${condition})`;
  return besideIn(source.from, source.table, condition);
}

function valueCondition(field: FieldRef, value: string, test: ValueTest, parameters: Parameters): string {
  if (field.name === 'comment') return testContains(value, test, parameters);
  const condition = testValue(value, test, parameters);
  if (field.name !== 'technique' || test.op !== 'equals') return condition;
  // T1562 includes T1562.008.
  const below = testValue(value, { op: 'glob', glob: [{ text: `${test.value}.` }, { any: 'many' }] }, parameters);
  return `(${condition} OR ${below})`;
}

/** A set of ids of this case, computed once per query: never joined, so that it costs nothing where it is not asked. */
function besideIn(from: string, table: string, condition: string): string {
  const isThere = table === 'event_comment' ? 'a.deleted_at IS NULL AND ' : '';
  return `e.id IN (SELECT a.event_id FROM ${from} WHERE a.case_id = $1 AND ${isThere}${condition})`;
}

function compileNumber(tree: Extract<QueryTree, { kind: 'number' }>, parameters: Parameters): string {
  const { field, from, to } = tree;
  const within = (value: string) => {
    const parts = [
      from === null ? null : `${value} >= ${parameters.add(from, 'bigint')}`,
      to === null ? null : `${value} <= ${parameters.add(to, 'bigint')}`,
    ];
    return parts.filter((part) => part !== null).join(' AND ');
  };
  const source = sourceOf(field, parameters);
  if (source.kind === 'column') return `(${within(source.text)})`;
  // Attributes hold numbers, and numbers written as text.
  const isNumber = `${source.value} ~ '^-?[0-9]{1,40}([.][0-9]{1,40})?$'`;
  const number = `${source.value}::numeric`;
  return `EXISTS (SELECT 1 FROM ${source.from} WHERE CASE WHEN ${isNumber} THEN ${within(number)} ELSE false END)`;
}

function compileIp(field: FieldRef, network: IpNetwork, parameters: Parameters): string {
  const mapped = mappedNetwork(network);
  const networks = parameters.add([network, ...(mapped ? [mapped] : [])].map(formatIpNetwork), 'inet[]');
  const columns =
    field.name === 'ip'
      ? ['source_ip', 'destination_ip']
      : [field.name === 'sourceIp' ? 'source_ip' : 'destination_ip'];
  // A column may hold any text: only what is an address is cast. The patterns leave out networks, zones, and leading zeros,
  // which some programs read as octal.
  const tests = columns.map((column) => {
    const value = `e.${column} COLLATE "C"`;
    const isPlain = `${value} ~ '^[0-9a-fA-F:.]+$' AND ${value} !~ '(^|[:.])0[0-9]+[.]|[.]0[0-9]'`;
    const isAddress = `${isPlain} AND pg_input_is_valid(${value}, 'inet')`;
    return `CASE WHEN ${isAddress} THEN (${value})::inet <<= ANY (${networks}) ELSE false END`;
  });
  return tests.length === 1 ? tests[0]! : `(${tests.join(' OR ')})`;
}

function compileFlag(field: FieldRef, value: boolean): string {
  if (field.name === 'own') return value ? 'e.own' : 'NOT e.own';
  if (field.name === 'conflicting') {
    const isSet = 'e.id IN (SELECT c.event_id FROM conflicting_event c WHERE c.case_id = $1)';
    return value ? isSet : `NOT (${isSet})`;
  }
  const flag = annotationFlag(field.name);
  if (!flag) throw new Error(`no flag ${field.name}`);
  const isSet = besideIn('annotation a', 'annotation', flag);
  return value ? isSet : `NOT (${isSet})`;
}

const alwaysThere = new Set(['time', 'severity', 'evidence', 'own']);

function compileExists(field: FieldRef, parameters: Parameters): string {
  if (alwaysThere.has(field.name)) return field.name === 'own' ? 'e.own' : 'true';
  if (field.name === 'ip') return '(e.source_ip IS NOT NULL OR e.destination_ip IS NOT NULL)';
  if (field.name === 'conflicting' || annotationFlag(field.name)) return compileFlag(field, true);
  const source = sourceOf(field, parameters);
  if (source.kind === 'column') return `${source.text} IS NOT NULL`;
  if (source.kind === 'values') return `EXISTS (SELECT 1 FROM ${source.from})`;
  return besideIn(source.from, source.table, `${source.value} IS NOT NULL`);
}

function sourceOf(field: FieldRef, parameters: Parameters) {
  const source = fieldSource(field, parameters);
  if (!source) throw new Error(`no column for ${formatField(field)}`);
  return source;
}
