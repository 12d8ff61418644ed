import { AppError } from '@virga/domain';
import type { LogBucket } from './log-bucket.ts';
import { dayPath } from './trail-layout.ts';

export interface ListedObject {
  key: string;
  versionId: string | null;
  isLatest: boolean;
  isDeleteMarker: boolean;
  sizeBytes: number;
  etag: string;
  lastModified: string;
}

export interface Listing {
  objects: ListedObject[];
  /** False when versions could not be listed: overwritten and deleted files would not show. */
  hasVersions: boolean;
}

/**
 * Everything under a prefix whose day lies in [fromMs, toMs], with all versions and delete markers (forensics.md, 4).
 * Keys sort by day, so the listing begins at the first day and ends behind the last.
 */
export async function listVersions(bucket: LogBucket, prefix: string, fromMs: number, toMs: number): Promise<Listing> {
  const first = `${prefix}${dayPath(fromMs)}`;
  const beyond = `${prefix}${dayPath(toMs)}/\uffff`;
  try {
    return { objects: await allVersions(bucket, prefix, first, beyond), hasVersions: true };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
    return { objects: await currentObjects(bucket, prefix, first, beyond), hasVersions: false };
  }
}

async function allVersions(bucket: LogBucket, prefix: string, first: string, beyond: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  let marker: { KeyMarker: string; VersionIdMarker?: string } = { KeyMarker: first };
  for (;;) {
    const answer = await bucket.s3.listObjectVersions({ Bucket: bucket.name, Prefix: prefix, ...marker });
    const page = [
      ...(answer.Versions ?? []).map((entry) => listed(entry, false)),
      ...(answer.DeleteMarkers ?? []).map((entry) => listed(entry, true)),
    ];
    objects.push(...page.filter((entry) => entry.key <= beyond));
    const isPast = page.some((entry) => entry.key > beyond);
    if (isPast || !answer.IsTruncated || answer.NextKeyMarker === undefined) return sorted(objects);
    const version = answer.NextVersionIdMarker;
    marker = { KeyMarker: answer.NextKeyMarker, ...(version === undefined ? {} : { VersionIdMarker: version }) };
  }
}

async function currentObjects(
  bucket: LogBucket,
  prefix: string,
  first: string,
  beyond: string,
): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  let token: string | undefined;
  do {
    const answer = await bucket.s3.listObjectsV2({
      Bucket: bucket.name,
      Prefix: prefix,
      ...(token === undefined ? { StartAfter: first } : { ContinuationToken: token }),
    });
    for (const entry of answer.Contents ?? []) {
      if ((entry.Key ?? '') > beyond) return sorted(objects);
      objects.push(listed({ ...entry, IsLatest: true }, false));
    }
    token = answer.NextContinuationToken;
  } while (token !== undefined);
  return sorted(objects);
}

interface Entry {
  Key?: string | undefined;
  VersionId?: string | undefined;
  IsLatest?: boolean | undefined;
  Size?: number | undefined;
  ETag?: string | undefined;
  LastModified?: Date | undefined;
}

function listed(entry: Entry, isDeleteMarker: boolean): ListedObject {
  const versionId = entry.VersionId;
  return {
    key: entry.Key ?? '',
    // A bucket that was never versioned says the word "null".
    versionId: versionId === undefined || versionId === 'null' ? null : versionId,
    isLatest: entry.IsLatest ?? false,
    isDeleteMarker,
    sizeBytes: entry.Size ?? 0,
    etag: (entry.ETag ?? '').replaceAll('"', ''),
    lastModified: entry.LastModified?.toISOString() ?? '',
  };
}

function sorted(objects: ListedObject[]): ListedObject[] {
  return objects.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.lastModified < b.lastModified ? -1 : 1));
}
