import { type JsonValue, parseTime } from '@virga/domain';
import type { DatedFact } from './dated-facts.ts';

/** A whole ISO time with zone at the head of a line, or cloud-init's own words with a date and zone. */
const isoHead =
  /^\s*(?:\[\s*\d+\.\d+\]\s*)?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2}))/;
const cloudInit = / at \w{3}, (\d{1,2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) \+0000/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Lines of the boot console that carry their own absolute time. Seconds since boot are not dated: when the machine
 * booted is not in the console, and a guess would stand on the timeline as a fact.
 */
export function consoleFacts(output: { [key: string]: JsonValue }): DatedFact[] {
  const target = typeof output.InstanceId === 'string' ? output.InstanceId : '';
  const text = typeof output.Output === 'string' ? Buffer.from(output.Output, 'base64').toString('utf8') : '';
  return text.split(/\r?\n/).flatMap((line, at) => {
    const time = timeIn(line);
    const message = line.trim();
    return time
      ? [{ time, meaning: 'Logged', member: 'Console', target, message, path: `/Output/${at}` } as const]
      : [];
  });
}

function timeIn(line: string): string | null {
  const head = isoHead.exec(line)?.[1];
  if (head && parseTime(head)) return head;
  const match = cloudInit.exec(line);
  const month = match ? months.indexOf(match[2]!) + 1 : 0;
  if (!match || month === 0) return null;
  const two = (value: string | number) => String(value).padStart(2, '0');
  return `${match[3]}-${two(month)}-${two(match[1]!)}T${match[4]}Z`;
}
