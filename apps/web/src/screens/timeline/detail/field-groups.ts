import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';

export interface FieldLine {
  /** As a query names it; null where no query can find it. */
  field: string;
  /** Null: the log has none. */
  value: string | null;
  isQueryable: boolean;
}

export interface FieldGroup {
  title: string;
  lines: FieldLine[];
}

const groups: [string, readonly (keyof TimelineRowJson)[]][] = [
  ['Who', ['actor', 'actorType', 'actorAccount', 'credential', 'session']],
  ['From where', ['sourceIp', 'sourcePort', 'userAgent', 'host', 'account', 'region']],
  ['Did what', ['action', 'service', 'source', 'provider', 'protocol', 'message']],
  ['To what', ['target', 'targets', 'destinationIp', 'destinationPort', 'bytesIn', 'bytesOut', 'packets']],
  ['Result', ['outcome', 'errorCode', 'severity', 'own']],
  ['When and as what', ['time', 'timeMeaning', 'timePrecision', 'timeRaw', 'correlation', 'uid', 'id', 'parser']],
];
const notQueryable = new Set<string>(['message']);

/** All fields of a row in the order of a sentence: who, from where, did what, to what, with which result; then the rest. */
export function fieldGroups(row: TimelineRowJson): FieldGroup[] {
  const known = groups.map(([title, fields]) => ({ title, lines: fields.flatMap((field) => linesOf(row, field)) }));
  const attributes = leavesOf(row.attributes, ['attributes']);
  return attributes.length === 0 ? known : [...known, { title: 'Attributes', lines: attributes }];
}

function linesOf(row: TimelineRowJson, field: keyof TimelineRowJson): FieldLine[] {
  const value = row[field];
  const isQueryable = !notQueryable.has(field);
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ field, value: null, isQueryable }];
    return value.map((item) => ({ field, value: String(item), isQueryable }));
  }
  return [{ field, value: value === null ? null : String(value), isQueryable }];
}

function leavesOf(value: unknown, path: readonly string[]): FieldLine[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, queryKey(key)]));
  return [{ field: path.join('.'), value: value === null ? null : String(value), isQueryable: true }];
}

/** Keys below `attributes` are quoted where a query needs it (packages/timeline, formatField). */
function queryKey(key: string): string {
  return /^[\w$@/-]+$/.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`;
}
