import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { stageScenario } from '../../../control/scenario-registry.ts';
import type { Truth } from '../../../scenarios/leaked-key/truth.ts';
import { signingKey } from '../signing-key.ts';
import { tamperWithTrail } from '../trail-control.ts';
import type { ArchiveObject } from './archive-object.ts';
import { trailArchiveOf } from './trail-archive.ts';
import type { TrailChain } from './trail-chain.ts';

const options = { seed: 7, size: 'small', nowMs: Date.parse('2026-11-22T12:00:00Z') } as const;
const { estate, truth } = stageScenario('leaked-key', options) as {
  estate: ReturnType<typeof stageScenario>['estate'];
  truth: Truth;
};
const archive = trailArchiveOf(estate);
const untilMs = archive.deliveredUntilMs();

interface Digest {
  digestEndTime: string;
  digestS3Bucket: string;
  digestS3Object: string;
  previousDigestS3Object: string | null;
  previousDigestHashValue: string | null;
  previousDigestSignature: string | null;
  logFiles: { s3Object: string; hashValue: string }[];
}

function chainOf(trail: string, accountId: string, region: string): TrailChain {
  return archive.chains.find(
    ({ place }) => place.trail.name === trail && place.accountId === accountId && place.region === region,
  )!;
}

function readDigest(object: ArchiveObject): { digest: Digest; hash: string } {
  const text = gunzipSync(object.body);
  return { digest: JSON.parse(text.toString()) as Digest, hash: createHash('sha256').update(text).digest('hex') };
}

function isSigned(object: ArchiveObject, region: string): boolean {
  const { digest, hash } = readDigest(object);
  const place = `${digest.digestS3Bucket}/${digest.digestS3Object}`;
  const text = `${digest.digestEndTime}\n${place}\n${hash}\n${digest.previousDigestSignature ?? 'null'}`;
  const key = createPublicKey({ key: signingKey(estate.seed, region, 0).publicKeyDer, format: 'der', type: 'pkcs1' });
  return verify('sha256', Buffer.from(text), key, Buffer.from(object.metadata.signature!, 'hex'));
}

describe('the trail archive', () => {
  it('delivers every record of an account and region, and a few of them twice', () => {
    let unique = 0;
    const files = archive.chains.flatMap((chain) => [...chain.files(untilMs)]);
    for (const chain of archive.chains) {
      const texts = chain.segments[1]!.objects(untilMs).map((object) => gunzipSync(object.body).toString());
      const ids = texts.flatMap((text) =>
        (JSON.parse(text) as { Records: { eventID: string }[] }).Records.map((record) => record.eventID),
      );
      unique += new Set(ids).size;
    }
    expect(unique).toBe(truth.counts.records);
    expect(files.reduce((sum, file) => sum + file.records - file.repeats, 0)).toBe(truth.counts.records);
    expect(files.reduce((sum, file) => sum + file.repeats, 0)).toBeGreaterThan(0);
  });

  it('chains and signs its digests, with the hash of every log file in them', () => {
    const { place, segments } = chainOf('org-trail', truth.accounts.production!, 'eu-west-1');
    const digests = segments[0]!.objects(untilMs);
    const files = new Map(segments[1]!.objects(untilMs).map((object) => [object.key, object]));
    expect(digests.length).toBeGreaterThan(90);
    digests.forEach((object, i) => {
      const { digest } = readDigest(object);
      expect(isSigned(object, place.region)).toBe(true);
      expect(digest.previousDigestS3Object).toBe(i === 0 ? null : digests[i - 1]!.key);
      expect(digest.previousDigestHashValue).toBe(i === 0 ? null : readDigest(digests[i - 1]!).hash);
      for (const file of digest.logFiles) {
        const text = gunzipSync(files.get(file.s3Object)!.body);
        expect(createHash('sha256').update(text).digest('hex')).toBe(file.hashValue);
      }
    });
    const covered = digests.flatMap((object) => readDigest(object).digest.logFiles);
    expect(new Set(covered.map((file) => file.s3Object)).size).toBe(covered.length);
  });

  it('has digests for hours without a file', () => {
    const quiet = chainOf('org-trail', truth.accounts.management!, 'us-west-2');
    expect(quiet.segments[1]!.objects(untilMs)).toEqual([]);
    const digests = quiet.segments[0]!.objects(untilMs);
    expect(digests.length).toBeGreaterThan(90);
    expect(readDigest(digests[5]!).digest.logFiles).toEqual([]);
  });

  it('begins a new chain after the trail had been stopped', () => {
    const digests = chainOf('customer-data-trail', truth.accounts.production!, 'eu-west-1').segments[0]!.objects(
      untilMs,
    );
    const starts = digests.filter((object) => readDigest(object).digest.previousDigestS3Object === null);
    expect(starts).toHaveLength(2);
    const ends = digests.map((object) => Date.parse(readDigest(object).digest.digestEndTime));
    const gap = Math.max(...ends.slice(1).map((end, i) => end - ends[i]!));
    expect(gap).toBeGreaterThan(4 * 3_600_000);
  });

  it('alters or loses one object when asked to, and only that one', () => {
    const place = { trailName: 'org-trail', accountId: truth.accounts.development!, region: 'eu-central-1' };
    const chain = chainOf(place.trailName, place.accountId, place.region);
    const before = chain.segments[1]!.objects(untilMs);
    const altered = tamperWithTrail(estate, { ...place, kind: 'altered-log' });
    const after = chain.segments[1]!.objects(untilMs);
    const changed = after.filter((object, i) => !object.body.equals(before[i]!.body));
    expect(changed.map((object) => object.key)).toEqual([altered.key]);
    expect(JSON.parse(gunzipSync(changed[0]!.body).toString())).toHaveProperty('Records');
    const lost = tamperWithTrail(estate, { ...place, kind: 'missing-digest' });
    expect(chain.segments[0]!.objects(untilMs).map((object) => object.key)).not.toContain(lost.key);
  });
});
