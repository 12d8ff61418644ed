/** How fine the log wrote its time. */
export const timePrecisions = ['day', 'hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond'] as const;
export type TimePrecision = (typeof timePrecisions)[number];

export interface ParsedTime {
  /** Microseconds since 1970-01-01T00:00:00Z; finer digits are cut and stay in `raw`. */
  micros: bigint;
  precision: TimePrecision;
  /** As written, with all its digits. */
  raw: string;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads ISO 8601 / RFC 3339. Returns null for anything else, for impossible dates (February 30th) and for a time of day
 * without a zone: a zone is never guessed here. `assumeUtc` accepts a missing zone as UTC, for formats whose vendor says so.
 */
export function parseTime(text: string, options: { assumeUtc?: boolean } = {}): ParsedTime | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (hour !== undefined && zone === undefined && !options.assumeUtc) return null;
  const seconds = second === undefined ? 0 : Number(second);
  const isLeapSecond = seconds === 60;
  const millis = Date.UTC(+year!, +month! - 1, +day!, +(hour ?? 0), +(minute ?? 0), isLeapSecond ? 59 : seconds);
  const date = new Date(millis);
  date.setUTCFullYear(+year!, +month! - 1, +day!);
  if (date.getUTCMonth() !== +month! - 1 || date.getUTCDate() !== +day!) return null;
  if (+(hour ?? 0) > 23 || +(minute ?? 0) > 59 || seconds > 60) return null;
  const offsetMinutes = zoneMinutes(zone);
  if (offsetMinutes === null) return null;
  const whole = BigInt(date.getTime()) * 1000n - BigInt(offsetMinutes) * 60_000_000n + (isLeapSecond ? 1_000_000n : 0n);
  const micros = whole + BigInt((fraction ?? '').slice(0, 6).padEnd(6, '0'));
  return { micros, precision: precisionOf(hour, second, fraction), raw: text };
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 18 || minutes > 59) return null;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function precisionOf(hour?: string, second?: string, fraction?: string): TimePrecision {
  if (hour === undefined) return 'day';
  if (second === undefined) return 'minute';
  if (fraction === undefined) return 'second';
  if (fraction.length <= 3) return 'millisecond';
  return fraction.length <= 6 ? 'microsecond' : 'nanosecond';
}

/** ISO 8601 with six digits and Z, for any int64 microseconds (years beyond 9999 as ISO's expanded form). */
export function formatTime(micros: bigint): string {
  const remainder = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = (micros - remainder) / 1_000_000n;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${micros}µs`;
  return `${date.toISOString().slice(0, -5)}.${remainder.toString().padStart(6, '0')}Z`;
}

export function microsFromMillis(millis: number): bigint {
  return BigInt(Math.trunc(millis)) * 1000n;
}

/** Our own clock, microseconds since 1970 UTC (resolution of a millisecond). */
export function nowMicros(): bigint {
  return microsFromMillis(Date.now());
}
