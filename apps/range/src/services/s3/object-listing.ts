/** The keys of a bucket in order: its own objects and, in a log bucket, what CloudTrail delivered. Lazy: segments that a listing does not reach are never made. */
import type { Bucket, Estate } from '../../estate/types.ts';
import { type ArchiveSegment, trailArchiveOf } from '../cloudtrail/index.ts';

/** One version of a key as listings show it. */
export interface ListedVersion {
  key: string;
  versionId: string;
  isDeleteMarker: boolean;
  isLatest: boolean;
  lastModifiedAtMs: number;
  etag: string;
  sizeBytes: number;
  storageClass: string;
}

/** A key with its versions, newest first; or a whole segment that the delimiter folds into one common prefix. */
type ListedKey = { key: string; versions: ListedVersion[] } | { folded: string };

interface KeyRange {
  prefix: string;
  delimiter: string;
  /** Keys after this one only. */
  after: string;
}

/** Keys of a bucket in ascending order. */
export function* keysOf(estate: Estate, bucket: Bucket, range: KeyRange): Generator<ListedKey> {
  const own = Object.keys(bucket.objects)
    .filter((key) => key.startsWith(range.prefix) && key > range.after)
    .sort();
  let next = 0;
  for (const item of archiveKeys(estate, bucket, range)) {
    const place = 'folded' in item ? item.folded : item.key;
    while (next < own.length && own[next]! < place) yield ownKey(bucket, own[next++]!);
    yield item;
  }
  while (next < own.length) yield ownKey(bucket, own[next++]!);
}

function ownKey(bucket: Bucket, key: string): ListedKey {
  const versions = (bucket.objects[key] ?? []).map((version, i) => ({ ...version, isLatest: i === 0 }));
  return { key, versions };
}

function* archiveKeys(estate: Estate, bucket: Bucket, range: KeyRange): Generator<ListedKey> {
  const archive = trailArchiveOf(estate);
  const untilMs = archive.deliveredUntilMs();
  for (const segment of archive.segmentsOf(bucket.name)) {
    if (!isReached(segment, range)) continue;
    const folded = commonPrefix(segment.prefix, range);
    if (folded !== undefined) {
      if (folded > range.after && !segment.isEmpty(untilMs)) yield { folded };
      continue;
    }
    for (const object of segment.objects(untilMs)) {
      if (!object.key.startsWith(range.prefix) || object.key <= range.after) continue;
      const { key, etag, lastModifiedAtMs } = object;
      const version = {
        key,
        etag,
        lastModifiedAtMs,
        sizeBytes: object.body.length,
        versionId: 'null',
        isDeleteMarker: false,
        isLatest: true,
        storageClass: 'STANDARD',
      };
      yield { key, versions: [version] };
    }
  }
}

function isReached(segment: ArchiveSegment, range: KeyRange): boolean {
  if (`${segment.prefix}\uffff` < range.after) return false;
  return segment.prefix.startsWith(range.prefix) || range.prefix.startsWith(segment.prefix);
}

/** The common prefix that a key folds into, or undefined. */
export function commonPrefix(key: string, range: Pick<KeyRange, 'prefix' | 'delimiter'>): string | undefined {
  if (range.delimiter === '' || !key.startsWith(range.prefix)) return undefined;
  const at = key.indexOf(range.delimiter, range.prefix.length);
  return at < 0 ? undefined : key.slice(0, at + range.delimiter.length);
}
