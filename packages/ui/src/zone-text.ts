/**
 * `2026-10-01 14:03:04 GMT+2 Europe/Berlin` of an ISO time in UTC; null for a time or a zone that the browser does not know.
 * Seconds are enough: the exact time stands beside it in UTC.
 */
export function zoneText(iso: string, zone: string): string | null {
  const at = new Date(iso.replace(/(\.\d{3})\d*Z$/, '$1Z'));
  if (Number.isNaN(at.getTime())) return null;
  const format = formatOf(zone);
  if (!format) return null;
  const parts = format.formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const clock = `${of('hour')}:${of('minute')}:${of('second')}`;
  return `${of('year')}-${of('month')}-${of('day')} ${clock} ${of('timeZoneName')} ${zone}`;
}

/** Making one takes longer than a row of a table may; null for a zone that is not known. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const made = formats.get(zone);
  if (made !== undefined) return made;
  const format = makeFormat(zone);
  formats.set(zone, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  const two = '2-digit';
  const clock = { hour: two, minute: two, second: two, hourCycle: 'h23', timeZoneName: 'shortOffset' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: two, day: two, ...clock });
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}
