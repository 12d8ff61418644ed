/** ISO 8601 with seconds and Z: the precision of CloudTrail's eventTime and of digest times. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** `YYYYMMDDTHHMMSSZ`, as in digest keys. */
export function compactSeconds(ms: number): string {
  return isoSeconds(ms).replace(/[-:]/g, '');
}

/** `YYYYMMDDTHHMMZ`, as in log file keys. */
export function compactMinutes(ms: number): string {
  return compactSeconds(ms).replace(/\d\dZ$/, 'Z');
}

/** `YYYY/MM/DD`, as in keys of log objects. */
export function dayPath(ms: number): string {
  return isoSeconds(ms).slice(0, 10).replaceAll('-', '/');
}

/** `Nov 20, 2026, 3:12:44 AM`, as IAM's and STS's records write dates inside responseElements. */
export function recordDate(ms: number): string {
  return new Date(ms)
    .toLocaleString('en-US', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    })
    .replace(/\u202f/g, ' ');
}
