import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../../estate/types.ts';
import { trailArchiveOf } from '../../services/cloudtrail/index.ts';

interface DeliveredFile {
  trail: string;
  accountId: string;
  region: string;
  bucket: string;
  key: string;
  /** Records in the file, repeats of the file before it counted. */
  records: number;
  repeats: number;
  /** Of the unpacked file. */
  sha256: string;
}

/** Every log file that stood in the log bucket at the estate's `now`, with its number of records. */
function deliveredFiles(estate: Estate): DeliveredFile[] {
  return trailArchiveOf(estate).chains.flatMap(({ place, files }) =>
    files(estate.nowMs).map((file) => ({
      trail: place.trail.name,
      accountId: place.accountId,
      region: place.region,
      bucket: place.trail.s3BucketName,
      key: file.object.key,
      records: file.records,
      repeats: file.repeats,
      sha256: file.hash,
    })),
  );
}

/** Writes `truth.json` beside the range's other data, once: what happened, and what an import must count. */
export function writeTruth(dataFolder: string, estate: Estate, truth: unknown): void {
  const path = join(dataFolder, 'truth.json');
  if (existsSync(path)) return;
  const whole = { ...(truth as object), files: deliveredFiles(estate) };
  writeFileSync(path, `${JSON.stringify(whole, null, 1)}\n`, { mode: 0o600 });
}
