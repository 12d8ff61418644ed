import { parseTime } from '@virga/domain';
import type { TimeEdge } from './tree.ts';

/** A time as written: its first instant, and the first instant after the unit it names ("2026-10" is a whole month). */
export interface WrittenTime {
  start: TimeEdge;
  end: TimeEdge;
  isRelative: boolean;
}

const unitMicros = {
  s: 1_000_000n,
  m: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
  w: 604_800_000_000n,
} as const;
const relativePattern = /^(now)?(?:([+-])(\d{1,6})([smhdw]))?$/;
const microsPattern = /^@(-?\d{1,19})$/;
const absolutePattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?)?\s?([Zz]|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Limits of int64, what the columns hold. */
export const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/**
 * Reads `2026`, `2026-10`, `2026-10-01`, `2026-10-01T12`, … down to digits of a second, with a zone or as UTC; relative
 * times `now`, `-24h`, `now-7d` (s m h d w); and `@123` as microseconds since 1970. Null for anything else.
 */
export function parseWrittenTime(text: string): WrittenTime | null {
  const relative = text === '' ? null : relativePattern.exec(text);
  if (relative) {
    const [, , sign, amount, unit] = relative;
    const size = unit === undefined ? 0n : BigInt(amount!) * unitMicros[unit as keyof typeof unitMicros];
    const edge = { fromNow: sign === '-' ? -size : size };
    return { start: edge, end: edge, isRelative: true };
  }
  const micros = microsPattern.exec(text);
  if (micros) return wrote(BigInt(micros[1]!), BigInt(micros[1]!) + 1n);
  const parts = absolutePattern.exec(text);
  return parts ? parseAbsolute(parts) : null;
}

function wrote(start: bigint, end: bigint): WrittenTime | null {
  if (start < int64.min || end > int64.max) return null;
  return { start: { micros: start }, end: { micros: end }, isRelative: false };
}

function parseAbsolute(parts: RegExpExecArray): WrittenTime | null {
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const date = `${year}-${month ?? '01'}-${day ?? '01'}`;
  if (hour === undefined) {
    const start = parseTime(date)?.micros;
    if (start === undefined) return null;
    if (day !== undefined) return wrote(start, start + unitMicros.d);
    return wrote(start, monthStart(Number(year) + (month ? 0 : 1), month ? Number(month) + 1 : 1));
  }
  const clock = `${hour}:${minute ?? '00'}:${second ?? '00'}${fraction ? `.${fraction}` : ''}`;
  const start = parseTime(`${date}T${clock}${zone ?? 'Z'}`)?.micros;
  if (start === undefined) return null;
  if (minute === undefined) return wrote(start, start + unitMicros.h);
  if (second === undefined) return wrote(start, start + unitMicros.m);
  const digits = Math.min((fraction ?? '').length, 6);
  return wrote(start, start + 10n ** BigInt(6 - digits));
}

/** First instant of a month; month 13 is January of the next year. */
function monthStart(year: number, month: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, 1);
  return BigInt(date.getTime()) * 1000n;
}
