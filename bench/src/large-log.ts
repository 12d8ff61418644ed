import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import { cloudTrailLines } from './cloudtrail-records.ts';

const decodedGoal = 2_000_000_000;

export interface LargeLog {
  path: string;
  records: number;
  decodedBytes: number;
  /** Every 500th row. */
  places: { offset: number; length: number }[];
}

/** One gz of CloudTrail records, one per line: 2 GB decoded, or as many records as asked for. */
export async function writeLargeLog(path: string, records = Number.POSITIVE_INFINITY): Promise<LargeLog> {
  const gzip = createGzip();
  const file = createWriteStream(path);
  gzip.pipe(file);
  const log: LargeLog = { path, records: 0, decodedBytes: 0, places: [] };
  let lines: string[] = [];
  for (const line of cloudTrailLines(Number.MAX_SAFE_INTEGER)) {
    if (log.records === records || log.decodedBytes >= decodedGoal) break;
    if (log.records++ % 500 === 0) log.places.push({ offset: log.decodedBytes, length: line.length - 1 });
    log.decodedBytes += line.length;
    lines.push(line);
    if (lines.length < 500) continue;
    if (!gzip.write(lines.join(''))) await once(gzip, 'drain');
    lines = [];
  }
  gzip.end(lines.join(''));
  await once(file, 'close');
  return log;
}
