import { AppError, formatTime, parseTime } from '@virga/domain';

/** A row's time (milliseconds in PostgreSQL) as the API writes times: six digits. */
export function isoOf(date: Date): string {
  return formatTime(BigInt(date.getTime()) * 1000n);
}

export function isoOrNull(date: Date | null): string | null {
  return date ? isoOf(date) : null;
}

export function microsIso(micros: bigint | null): string | null {
  return micros === null ? null : formatTime(micros);
}

/** Microseconds of a time in a request; `field` names it in the error. */
export function microsOf(text: string, field: string): bigint {
  const parsed = parseTime(text);
  if (!parsed)
    throw new AppError({
      code: 'request.invalid',
      message: 'A time is ISO 8601 with its zone, for example 2026-10-01T12:00:00Z.',
      facts: { issues: [{ path: field, message: 'not a time' }] },
    });
  return parsed.micros;
}

export function microsOrNull(text: string | null | undefined, field: string): bigint | null {
  return text === null || text === undefined ? null : microsOf(text, field);
}

export function dateOf(text: string, field: string): Date {
  return new Date(Number(microsOf(text, field) / 1000n));
}
