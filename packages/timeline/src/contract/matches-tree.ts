import { type JsonValue, storableText } from '@virga/domain';
import { RE2JS } from 're2js';
import { foldRegex } from '../query/fold-regex.ts';
import { foldAscii, foldText } from '../query/fold-text.ts';
import { isInNetwork } from '../query/ip-network.ts';
import { parseRegex } from '../query/parse-regex.ts';
import { printForRe2 } from '../query/print-regex.ts';
import { plainText } from '../query/query-reader.ts';
import { severityLevel } from '../query/severity-level.ts';
import type { FieldRef, GlobPart, QueryTree, TimeEdge, ValueTest } from '../query/tree.ts';
import { searchValues } from '../search-values.ts';
import type { RowAnnotation, TimelineWrite } from '../store.ts';

/** A row with what people said of it, as the plain store keeps it. */
export interface MemoryRow extends TimelineWrite {
  annotation: RowAnnotation | null;
  comments: readonly string[];
  /** Number of the evidence item within its case (E-12). */
  evidenceNumber: number | null;
  /** Another row of the case has its uid and other content. */
  isConflicting: boolean;
}

/** Says, slowly and plainly, whether a row matches a tree: what every engine is checked against. */
export function matchesTree(tree: QueryTree, row: MemoryRow, now: bigint): boolean {
  switch (tree.kind) {
    case 'all':
      return true;
    case 'and':
      return tree.items.every((item) => matchesTree(item, row, now));
    case 'or':
      return tree.items.some((item) => matchesTree(item, row, now));
    case 'not':
      return !matchesTree(tree.item, row, now);
    case 'text':
      return matchesText(tree.glob, row);
    case 'regex':
      return rowValues(row).some(matcher(tree.pattern, foldText));
    case 'value':
      return matchesValue(tree.field, tree.test, row);
    case 'number':
      return numbersOf(tree.field, row).some((number) => isWithin(number, tree.from, tree.to));
    case 'time':
      return isBetween(row.event.timeMicros, edge(tree.from, now), edge(tree.until, now));
    case 'severity': {
      const level = severityLevel(row.event.severity)!;
      return level >= tree.from && level <= tree.to;
    }
    case 'ip':
      return fieldValues(tree.field, row).some((value) => isInNetwork(value, tree.network));
    case 'flag':
      return flagOf(tree.field.name, row) === tree.value;
    case 'exists':
      return exists(tree.field, row);
  }
}

function edge(time: TimeEdge | null, now: bigint): bigint | null {
  return time && ('micros' in time ? time.micros : now + time.fromNow);
}

function isBetween(value: bigint, from: bigint | null, until: bigint | null): boolean {
  return (from === null || value >= from) && (until === null || value < until);
}

/** JavaScript compares a number with a bigint exactly. */
function isWithin(value: bigint | number, from: bigint | null, to: bigint | null): boolean {
  return (from === null || value >= from) && (to === null || value <= to);
}

const compiledPatterns = new Map<string, RE2JS>();

function matcher(pattern: string, fold: (text: string) => string): (value: string) => boolean {
  const text = printForRe2(foldRegex(parseRegex(pattern), fold));
  const compiled = compiledPatterns.get(text) ?? RE2JS.compile(text);
  compiledPatterns.set(text, compiled);
  return (value) => compiled.matcher(value).find();
}

const valuesOfEvents = new WeakMap<object, string[]>();

function rowValues(row: MemoryRow): string[] {
  const values = valuesOfEvents.get(row.event) ?? searchValues(row);
  valuesOfEvents.set(row.event, values);
  return values;
}

function matchesText(glob: readonly GlobPart[], row: MemoryRow): boolean {
  const plain = plainText(glob);
  const values = rowValues(row);
  if (plain === null) {
    const parts: GlobPart[] = [{ any: 'many' }, ...glob, { any: 'many' }];
    return values.some((value) => globMatches(parts, [...value], foldText));
  }
  const needle = foldText(storableText(plain));
  const ids = [row.event.id, row.event.contentHash, row.event.record.evidenceId];
  return [...values, ...ids].some((value) => value.includes(needle));
}

/** Whole-value match by walking the parts over every position reached so far. */
function globMatches(glob: readonly GlobPart[], value: readonly string[], fold: (text: string) => string): boolean {
  let reached = new Set([0]);
  for (const part of glob) {
    const next = new Set<number>();
    for (const place of reached) {
      if ('any' in part) {
        const last = part.any === 'one' ? place + 1 : value.length;
        for (let end = part.any === 'one' ? place + 1 : place; end <= Math.min(last, value.length); end++)
          next.add(end);
      } else {
        const text = [...fold(storableText(part.text))];
        if (text.every((character, index) => value[place + index] === character)) next.add(place + text.length);
      }
    }
    reached = next;
  }
  return reached.has(value.length);
}

function matchesValue(field: FieldRef, test: ValueTest, row: MemoryRow): boolean {
  const values = fieldValues(field, row).map((value) => foldAscii(storableText(value)));
  if (test.op === 'regex') return values.some(matcher(test.pattern, foldAscii));
  const isComment = field.name === 'comment';
  if (test.op === 'equals') {
    const wanted = foldAscii(storableText(test.value));
    if (isComment) return values.some((value) => value.includes(wanted));
    const isTechnique = field.name === 'technique';
    return values.some((value) => value === wanted || (isTechnique && value.startsWith(`${wanted}.`)));
  }
  const glob: GlobPart[] = isComment ? [{ any: 'many' }, ...test.glob, { any: 'many' }] : test.glob;
  return values.some((value) => globMatches(glob, [...value], foldAscii));
}

function exists(field: FieldRef, row: MemoryRow): boolean {
  if (['time', 'severity', 'evidence'].includes(field.name)) return true;
  const flag = flagOf(field.name, row);
  return flag ?? fieldValues(field, row).length > 0;
}

function flagOf(name: string, row: MemoryRow): boolean | undefined {
  if (name === 'own') return row.event.own;
  if (name === 'conflicting') return row.isConflicting;
  if (name === 'starred' || name === 'hidden' || name === 'inReport') return row.annotation?.[name] ?? false;
  return undefined;
}

function numbersOf(field: FieldRef, row: MemoryRow): (bigint | number)[] {
  return fieldValues(field, row)
    .filter((value) => /^-?\d{1,40}(\.\d{1,40})?$/.test(value))
    .map((value) => (/^-?\d+$/.test(value) ? BigInt(value) : Number(value)));
}

/** The present values of a field as text, severity as its word. */
export function fieldValues(field: FieldRef, row: MemoryRow): string[] {
  const { event } = row;
  switch (field.name) {
    case 'ip':
      return present([event.sourceIp, event.destinationIp]);
    case 'evidence':
      return [event.record.evidenceId, ...(row.evidenceNumber === null ? [] : [`E-${row.evidenceNumber}`])];
    case 'object':
      return [event.record.object];
    case 'recordOffset':
      return [String(event.record.offset)];
    case 'recordLength':
      return [String(event.record.length)];
    case 'rule':
      return event.detections.map((detection) => detection.ruleId);
    case 'technique':
      return event.detections.flatMap((detection) => detection.techniques);
    case 'tactic':
      return event.detections.flatMap((detection) => detection.tactics);
    case 'tag':
      return row.annotation?.tags ?? [];
    case 'verdict':
      return present([row.annotation?.verdict ?? null]);
    case 'comment':
      return [...row.comments];
    case 'attributes':
      return attributeValues(event.attributes, field.path);
    default:
      return present([event[field.name as 'action']].flat());
  }
}

function present(values: readonly (string | number | bigint | null)[]): string[] {
  return values.filter((value) => value !== null).map(String);
}

/** Steps through one level of lists at every key and at the end, and keeps strings, numbers and booleans. */
function attributeValues(attributes: JsonValue, path: readonly string[]): string[] {
  let reached: JsonValue[] = [attributes];
  for (const key of path) {
    reached = opened(reached).flatMap((value) => {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isObject && Object.hasOwn(value, key) ? [value[key]!] : [];
    });
  }
  return opened(reached)
    .filter((value) => value !== null && typeof value !== 'object')
    .map(String);
}

function opened(values: readonly JsonValue[]): JsonValue[] {
  return values.flatMap((value) => (Array.isArray(value) ? value : [value]));
}
