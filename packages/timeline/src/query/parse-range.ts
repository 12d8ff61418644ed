import type { FieldReader } from './field-ahead.ts';
import { int64, parseWrittenTime, type WrittenTime } from './parse-time.ts';
import type { QueryReader } from './query-reader.ts';
import { severityLevel, severityWords } from './severity-level.ts';
import type { QueryTree, TimeEdge } from './tree.ts';

/** One end as written; null is open (`*`). */
interface End {
  text: string;
  position: number;
  length: number;
  isExcluded: boolean;
}

interface Ends {
  low: End | null;
  high: End | null;
  position: number;
}

/**
 * Reads `[a TO b]`, `{a TO b}`, `>a`, `>=a`, `<a`, `<=a`, and for times, severities and numbers also a single value.
 * Null, without moving, when the field's value is not a range.
 */
export function parseRange(reader: QueryReader, field: FieldReader): QueryTree | null {
  const from = reader.position;
  const isOrdered = field.kind === 'time' || field.kind === 'severity' || field.kind === 'number';
  const isRange = /[[{<>]/.test(reader.peek());
  if (!isRange && !isOrdered) return null;
  if (isRange && !isOrdered && field.kind !== 'attribute') {
    reader.refuse(from, `"${field.ref.name}" has no order`, 'a time, a number or a severity for a range', 1);
  }
  if (!isRange) return parseSingle(reader, field);
  const ends = /[[{]/.test(reader.peek()) ? readBrackets(reader) : readComparison(reader);
  return rangeLeaf(reader, field, ends);
}

function parseSingle(reader: QueryReader, field: FieldReader): QueryTree {
  const from = reader.position;
  const end = readEnd(reader, false);
  if (!end) return { kind: 'exists', field: field.ref };
  if (field.kind === 'time') {
    const time = timeOf(reader, end);
    if (!time.isRelative) return { kind: 'time', from: time.start, until: time.end };
    if ('fromNow' in time.start && time.start.fromNow < 0n) return { kind: 'time', from: time.start, until: null };
    reader.refuse(from, 'a single moment finds nothing', 'a range such as [-24h TO now]');
  }
  return rangeLeaf(reader, field, { low: end, high: end, position: from });
}

function readBrackets(reader: QueryReader): Ends {
  const position = reader.position;
  const isLowExcluded = reader.peek() === '{';
  reader.position++;
  reader.skipSpace();
  const low = readEnd(reader, isLowExcluded);
  reader.skipSpace();
  if (!reader.lookAt(/TO(?=\s)/y)) reader.refuse(reader.position, '"TO" is missing', '" TO " between the two ends', 1);
  reader.position += 2;
  reader.skipSpace();
  const high = readEnd(reader, false);
  reader.skipSpace();
  const isHighExcluded = reader.peek() === '}';
  if (!reader.take(']') && !reader.take('}')) reader.refuse(position, 'this range is not closed', '"]" or "}"');
  return { low, high: high && { ...high, isExcluded: isHighExcluded }, position };
}

function readComparison(reader: QueryReader): Ends {
  const position = reader.position;
  const isLow = reader.peek() === '>';
  reader.position++;
  const end = readEnd(reader, !reader.take('='));
  if (!end) reader.refuse(position, 'there is nothing to compare with', 'a value');
  return isLow ? { low: end, high: null, position } : { low: null, high: end, position };
}

function readEnd(reader: QueryReader, isExcluded: boolean): End | null {
  const position = reader.position;
  const text = reader.peek() === '"' ? reader.readQuoted() : reader.readWord(/[\]}]/).plain;
  if (text === '') reader.refuse(position, 'a value is missing', 'a value, or * for open', 1);
  return text === '*' ? null : { text, position, length: reader.position - position, isExcluded };
}

function rangeLeaf(reader: QueryReader, field: FieldReader, ends: Ends): QueryTree {
  if (!ends.low && !ends.high) return { kind: 'exists', field: field.ref };
  if (field.kind === 'time') return timeLeaf(reader, ends);
  const isSeverity = field.kind === 'severity';
  const read = isSeverity ? severityOf : numberOf;
  const from = ends.low && read(reader, ends.low) + (ends.low.isExcluded ? 1n : 0n);
  const to = ends.high && read(reader, ends.high) - (ends.high.isExcluded ? 1n : 0n);
  if (from !== null && to !== null && from > to) refuseEmpty(reader, ends);
  if (!isSeverity) return { kind: 'number', field: field.ref, from, to };
  if ((from ?? 0n) > 4n || (to ?? 4n) < 0n) refuseEmpty(reader, ends);
  return { kind: 'severity', from: Number(from ?? 0n), to: Number(to ?? 4n) };
}

function refuseEmpty(reader: QueryReader, ends: Ends): never {
  return reader.refuse(ends.position, 'the range ends before it starts', 'the smaller end first');
}

function timeLeaf(reader: QueryReader, ends: Ends): QueryTree {
  const low = ends.low && timeOf(reader, ends.low);
  const high = ends.high && timeOf(reader, ends.high);
  const from: TimeEdge | null = low && (ends.low?.isExcluded ? low.end : low.start);
  const until: TimeEdge | null = high && (ends.high?.isExcluded ? high.start : high.end);
  if (from && until && !isForward(from, until)) refuseEmpty(reader, ends);
  return { kind: 'time', from, until };
}

/** False when both ends are of one kind and the range is empty. A relative and an absolute end meet only at search time. */
function isForward(from: TimeEdge, until: TimeEdge): boolean {
  if ('micros' in from && 'micros' in until) return from.micros < until.micros;
  if ('fromNow' in from && 'fromNow' in until) return from.fromNow < until.fromNow;
  return true;
}

function timeOf(reader: QueryReader, end: End): WrittenTime {
  const time = parseWrittenTime(end.text);
  if (time) return time;
  return reader.refuse(end.position, 'this is not a time', '2026-10-01, 2026-10-01T12:30:05Z, -24h or now', end.length);
}

function numberOf(reader: QueryReader, end: End): bigint {
  const value = /^-?\d{1,19}$/.test(end.text) ? BigInt(end.text) : null;
  if (value !== null && value > int64.min && value < int64.max) return value;
  return reader.refuse(end.position, 'this is not a whole number', 'a whole number', end.length);
}

function severityOf(reader: QueryReader, end: End): bigint {
  const level = severityLevel(end.text);
  if (level !== null) return BigInt(level);
  return reader.refuse(end.position, 'this is not a severity', severityWords.join(', '), end.length);
}
