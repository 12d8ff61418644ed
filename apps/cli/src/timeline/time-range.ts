import { parseTime, type TimePrecision } from '@virga/domain';
import { UsageError } from '../usage-error.ts';

/** Both ends included, in microseconds since 1970 UTC; null is open. */
export interface TimeRange {
  from: bigint | null;
  to: bigint | null;
}

const unitMicros: Record<TimePrecision, bigint> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
  nanosecond: 1n,
};

export function timeRange(from: string | undefined, to: string | undefined): TimeRange {
  const start = from === undefined ? null : read('--from', from).micros;
  const last = to === undefined ? null : read('--to', to);
  const end = last === null ? null : last.micros + unitMicros[last.precision] - 1n;
  if (start !== null && end !== null && start > end) throw new UsageError(`--from ${from} is after --to ${to}`);
  return { from: start, to: end };
}

export function isWithin(range: TimeRange, micros: bigint): boolean {
  return (range.from === null || micros >= range.from) && (range.to === null || micros <= range.to);
}

function read(name: string, text: string) {
  const time = parseTime(text, { assumeUtc: true });
  if (!time) throw new UsageError(`${name} ${text} is not a time: write it like 2026-10-01 or 2026-10-01T12:30:00Z`);
  return time;
}
