import type { Trail } from './trail-context.ts';

/**
 * How CloudTrail names its files in S3:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
export interface LogName {
  account: string;
  region: string;
  /** Time in the name: when the file was delivered, to the minute. */
  deliveredMs: number;
}

export interface DigestName {
  account: string;
  region: string;
  /** End of the hour that the digest covers. */
  endMs: number;
  isBackfill: boolean;
}

/** `AWSLogs/` of a trail, with its prefix and, once known, the organisation's id. */
export function rootPrefix(trail: Trail): string {
  return `${trail.prefix === '' ? '' : `${trail.prefix}/`}AWSLogs/`;
}

const logName = /(?:^|\/)(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{8}T\d{4}Z)_[A-Za-z0-9]+\.json\.gz$/;

export function readLogName(key: string): LogName | null {
  const match = logName.exec(key);
  if (!match) return null;
  return { account: match[1]!, region: match[2]!, deliveredMs: readStamp(match[3]!) };
}

/** Digests of other trails may lie in the same folder: the name says whose they are. */
export function readDigestName(key: string, trail: Trail): DigestName | null {
  const trailPart = `_${trail.name}_${trail.homeRegion}_`;
  const at = key.lastIndexOf(trailPart);
  if (at < 0) return null;
  const head = /(?:^|\/)(\d{12})_CloudTrail-Digest_([a-z0-9-]+)$/.exec(key.slice(0, at));
  const tail = /^(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/.exec(key.slice(at + trailPart.length));
  if (!head || !tail) return null;
  return { account: head[1]!, region: head[2]!, endMs: readStamp(tail[1]!), isBackfill: tail[2] !== undefined };
}

/** `20261122T1530Z` or `20261122T153000Z`; NaN for anything else. */
export function readStamp(stamp: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$/.exec(stamp);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second = '00'] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** `2026/11/22`: keys below one account and region sort by it. */
export function dayPath(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/');
}
