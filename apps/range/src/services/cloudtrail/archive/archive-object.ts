import { createHash } from 'node:crypto';

/** An object that CloudTrail delivered: listed and read like every other object of the log bucket. */
export interface ArchiveObject {
  key: string;
  lastModifiedAtMs: number;
  /** MD5 of the body, without quotes. */
  etag: string;
  body: Buffer;
  /** x-amz-meta-*. */
  metadata: Record<string, string>;
}

export function archiveObject(
  key: string,
  lastModifiedAtMs: number,
  body: Buffer,
  metadata: Record<string, string> = {},
): ArchiveObject {
  return { key, lastModifiedAtMs, etag: createHash('md5').update(body).digest('hex'), body, metadata };
}
