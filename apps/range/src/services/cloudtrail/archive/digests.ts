/**
 * The hourly digest files of one chain, signed and chained to one another.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
import { createHash, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compactSeconds, dayPath, isoSeconds } from '../../../estate/iso-time.ts';
import { createRandom } from '../../../estate/random.ts';
import { signingKey } from '../signing-key.ts';
import { type ArchiveObject, archiveObject } from './archive-object.ts';
import { type ChainPlace, chainPrefix } from './chain-place.ts';
import type { LogFile } from './log-files.ts';

const HOUR_MS = 3_600_000;
/** After StopLogging the last digest still covers what was delivered late. */
const LATE_MS = 20 * 60_000;

interface DigestWriter {
  /** Writes a digest for every hour that ended by `untilMs`; `files` are all of the chain's, in order. */
  advance(files: readonly LogFile[], untilMs: number): ArchiveObject[];
}

interface Link {
  key: string;
  hash: string;
  signature: string;
}

export function createDigestWriter(place: ChainPlace): DigestWriter {
  const offset =
    createRandom(place.seed, `digest-offset/${chainPrefix(place, 'CloudTrail')}`).between(120, 3400) * 1000;
  let startMs = Math.floor(place.firstMs / HOUR_MS) * HOUR_MS + offset - HOUR_MS;
  let previous: Link | undefined;
  const advance = (files: readonly LogFile[], untilMs: number): ArchiveObject[] => {
    const made: ArchiveObject[] = [];
    for (; startMs + HOUR_MS <= untilMs; startMs += HOUR_MS) {
      const endMs = startMs + HOUR_MS;
      if (!isDue(place, startMs, endMs)) {
        previous = undefined;
        continue;
      }
      const covered = files.filter(
        (file) => file.object.lastModifiedAtMs >= startMs && file.object.lastModifiedAtMs < endMs,
      );
      const { object, link } = writeDigest(place, covered, startMs, endMs, previous);
      previous = link;
      made.push(object);
    }
    return made;
  };
  return { advance };
}

/** A digest is due for an hour in which the trail logged, or delivered the last of what it had logged. */
function isDue(place: ChainPlace, startMs: number, endMs: number): boolean {
  return place.trail.loggingPeriods.some(
    (period) =>
      endMs > period.startedAtMs && (period.stoppedAtMs === undefined || startMs < period.stoppedAtMs + LATE_MS),
  );
}

function writeDigest(
  place: ChainPlace,
  files: LogFile[],
  startMs: number,
  endMs: number,
  previous: Link | undefined,
): { object: ArchiveObject; link: Link } {
  const { trail, accountId, region } = place;
  const signer = signingKey(place.seed, region, 0);
  const bucket = trail.s3BucketName;
  const name = `${accountId}_CloudTrail-Digest_${region}_${trail.name}_${trail.homeRegion}_${compactSeconds(endMs)}.json.gz`;
  const key = `${chainPrefix(place, 'CloudTrail-Digest')}${dayPath(endMs)}/${name}`;
  const digest = {
    awsAccountId: accountId,
    digestStartTime: isoSeconds(startMs),
    digestEndTime: isoSeconds(endMs),
    digestS3Bucket: bucket,
    digestS3Object: key,
    digestPublicKeyFingerprint: signer.fingerprint,
    digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime:
      files
        .map((file) => file.newest)
        .sort()
        .at(-1) ?? null,
    oldestEventTime: files.map((file) => file.oldest).sort()[0] ?? null,
    previousDigestS3Bucket: previous ? bucket : null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous?.hash ?? null,
    previousDigestHashAlgorithm: previous ? 'SHA-256' : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: files.map((file) => ({
      s3Bucket: bucket,
      s3Object: file.object.key,
      hashValue: file.hash,
      hashAlgorithm: 'SHA-256',
      newestEventTime: file.newest,
      oldestEventTime: file.oldest,
    })),
  };
  const text = Buffer.from(JSON.stringify(digest));
  const hash = createHash('sha256').update(text).digest('hex');
  const toSign = `${digest.digestEndTime}\n${bucket}/${key}\n${hash}\n${previous?.signature ?? 'null'}`;
  const signature = sign('sha256', Buffer.from(toSign), signer.privateKey).toString('hex');
  const metadata = { signature, 'signature-algorithm': 'SHA256withRSA' };
  return { object: archiveObject(key, endMs + 90_000, gzipSync(text), metadata), link: { key, hash, signature } };
}
