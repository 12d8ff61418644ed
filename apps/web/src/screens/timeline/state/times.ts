import { formatTime, parseTime } from '@virga/domain';

/** Microseconds of an ISO time that the API wrote. */
export function microsOf(iso: string): bigint {
  const parsed = parseTime(iso);
  if (!parsed) throw new RangeError(`no ISO time: ${iso}`);
  return parsed.micros;
}

/** `2026-10-01 12:03:04Z`, with the fraction only where it is not zero. */
export function shortTime(iso: string): string {
  return iso
    .replace('T', ' ')
    .replace(/\.0+Z$/, 'Z')
    .replace(/(\.\d*?)0+Z$/, '$1Z');
}

/** A span stretched to `factor` times its length around its middle. */
export function widened(from: string, until: string, factor = 2n): { from: string; until: string } {
  const start = microsOf(from);
  const end = microsOf(until);
  const more = ((end - start) * (factor - 1n)) / 2n;
  return { from: formatTime(start - more), until: formatTime(end + more) };
}
