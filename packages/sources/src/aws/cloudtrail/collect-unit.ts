import type { KeyObject } from 'node:crypto';
import type { PackSet } from '@virga/source-kit';
import { workThrough } from '../work-through.ts';
import { fetchObject } from './fetch-object.ts';
import { type FetchedHash, type FileVerdict, judgeFiles } from './judge-files.ts';
import { type Listing, listVersions } from './list-versions.ts';
import type { LogBucket, UnitPlace } from './log-bucket.ts';
import { readChain, type UnitChain } from './read-chain.ts';
import type { Trail, TrailContext, Window } from './trail-context.ts';
import { readLogName } from './trail-layout.ts';

const workers = 16;

export interface UnitResult {
  listing: Listing;
  verdicts: FileVerdict[];
  /** Null when the trail makes no digests. */
  chain: UnitChain | null;
  /** Objects of this unit that the pack must hold, by digests and listing together; missing ones counted. */
  expected: number;
}

/** Everything of one account and region: digests, their chain, log files with all versions, and a verdict on each. */
export async function collectUnit(
  context: TrailContext,
  bucket: LogBucket,
  pack: PackSet,
  trail: Trail,
  unit: UnitPlace,
  window: Window,
  keys: ReadonlyMap<string, KeyObject> | null,
): Promise<UnitResult> {
  const isInWindow = (key: string) => {
    const name = readLogName(key);
    // A file's name says when it was delivered; it holds what happened shortly before.
    return name !== null && name.deliveredMs >= window.fromMs && name.deliveredMs <= window.deliveredToMs;
  };
  const listing = await listVersions(bucket, unit.logPrefix, window.fromMs, window.deliveredToMs);
  const wanted = listing.objects.filter((object) => !object.isDeleteMarker && isInWindow(object.key));
  const chain = keys === null ? null : await readChain(bucket, pack, trail, unit, window, keys);
  const fetched: FetchedHash[] = [];
  await workThrough(wanted, workers, async (object) => {
    context.signal.throwIfAborted();
    const { decoded } = await fetchObject(bucket, pack, object, { bytes: false });
    fetched.push({ object, sha256: decoded.sha256, problem: decoded.problem });
    const note = `Log files of ${unit.account}, ${unit.region}`;
    context.progress({ done: fetched.length, total: wanted.length, unit: 'objects', note });
  });
  fetched.sort((a, b) => (a.object.key < b.object.key ? -1 : a.object.key > b.object.key ? 1 : 0));
  const verdicts = judgeFiles(fetched, chain ?? { digests: [], findings: [] }, isInWindow);
  const missing = verdicts.filter((verdict) => verdict.state === 'missing').length;
  return { listing, verdicts, chain, expected: wanted.length + missing + (chain?.objects ?? 0) };
}
