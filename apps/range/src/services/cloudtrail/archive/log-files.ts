/**
 * Log files of one chain: what was delivered in one five-minute window is one gzip file, records in no order.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compactMinutes, dayPath, isoSeconds } from '../../../estate/iso-time.ts';
import { createRandom, type Random } from '../../../estate/random.ts';
import type { StagedEvent } from '../../../estate/trail-record.ts';
import { isSelected, wasLogging } from '../selectors.ts';
import { type ArchiveObject, archiveObject } from './archive-object.ts';
import { type ChainPlace, chainPrefix } from './chain-place.ts';

const WINDOW_MS = 300_000;
/** One file in about sixty repeats a record of the file before it: CloudTrail delivers at least once. */
const REPEAT_CHANCE = 1 / 60;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export interface LogFile {
  object: ArchiveObject;
  /** SHA-256 of the unpacked file, hexadecimal. */
  hash: string;
  oldest: string;
  newest: string;
  /** Records in the file, repeats counted. */
  records: number;
  repeats: number;
}

interface LogFileWriter {
  /** Delivers every window that ended by `untilMs` and returns the new files in order. */
  advance(events: readonly StagedEvent[], untilMs: number): LogFile[];
}

/** Writes the files of a chain. `events` is the growing list of the place's events; what was seen is not seen again. */
export function createLogFileWriter(place: ChainPlace): LogFileWriter {
  const waiting = new Map<number, StagedEvent[]>();
  let seen = 0;
  let deliveredMs = 0;
  let previous: StagedEvent | undefined;
  const take = (events: readonly StagedEvent[]): void => {
    for (; seen < events.length; seen++) {
      const event = events[seen]!;
      if (!wasLogging(place.trail, event.timeMs) || !isSelected(place.trail, event)) continue;
      const window = Math.max(windowOf(event), deliveredMs + WINDOW_MS);
      waiting.set(window, [...(waiting.get(window) ?? []), event]);
    }
  };
  const advance = (events: readonly StagedEvent[], untilMs: number): LogFile[] => {
    take(events);
    const due = [...waiting.keys()].filter((window) => window <= untilMs).sort((a, b) => a - b);
    const files = due.map((window) => {
      const random = createRandom(place.seed, `${chainPrefix(place, 'CloudTrail')}${window}`);
      const fresh = waiting.get(window)!;
      waiting.delete(window);
      deliveredMs = window;
      const repeated = previous && random.chance(REPEAT_CHANCE) ? [previous] : [];
      previous = fresh.at(-1);
      return writeFile(place, random, window, shuffle(random, [...fresh, ...repeated]), repeated.length);
    });
    deliveredMs = Math.max(deliveredMs, Math.floor(untilMs / WINDOW_MS) * WINDOW_MS);
    return files;
  };
  return { advance };
}

/** End of the window in which an event is delivered: three to nine minutes after it happened, seldom later. */
function windowOf(event: StagedEvent): number {
  const draw = Number.parseInt(event.id.slice(0, 4), 16) / 0xffff;
  const delayMs = draw > 0.97 ? 780_000 : 180_000 + draw * 360_000;
  return Math.ceil((event.timeMs + delayMs) / WINDOW_MS) * WINDOW_MS;
}

function shuffle<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.between(0, i);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

function writeFile(
  place: ChainPlace,
  random: Random,
  windowMs: number,
  events: StagedEvent[],
  repeats: number,
): LogFile {
  const name = `${place.accountId}_CloudTrail_${place.region}_${compactMinutes(windowMs)}_${random.text(16, LETTERS)}.json.gz`;
  const key = `${chainPrefix(place, 'CloudTrail')}${dayPath(windowMs)}/${name}`;
  const text = Buffer.from(`{"Records":[${events.map((event) => event.json).join(',')}]}`);
  const times = events.map((event) => event.timeMs);
  const object = archiveObject(key, windowMs + random.between(2, 50) * 1000, gzipSync(text));
  return {
    object,
    hash: createHash('sha256').update(text).digest('hex'),
    oldest: isoSeconds(Math.min(...times)),
    newest: isoSeconds(Math.max(...times)),
    records: events.length,
    repeats,
  };
}
