import type { CoverageWord } from '@virga/domain';
import { expect, test } from 'vitest';
import { coverUnit } from './cover-unit.ts';
import { judgeFiles } from './judge-files.ts';
import { type ListedObject, listVersions } from './list-versions.ts';
import type { LogBucket } from './log-bucket.ts';
import type { TrailContext } from './trail-context.ts';

const prefix = 'AWSLogs/111122223333/CloudTrail/eu-west-1/';
const day = Date.UTC(2026, 10, 20);
const key = (index: number) =>
  `${prefix}2026/11/20/111122223333_CloudTrail_eu-west-1_20261120T1${index}00Z_abcdefghijklmnop.json.gz`;
const window = { fromMs: day, toMs: day + 86_400_000, deliveredToMs: day + 90_000_000 };
const unit = { trailArn: 'arn', account: '111122223333', region: 'eu-west-1' };

/** S3's answer for a versioned bucket that somebody emptied: a delete marker over every file, in pages of two. */
function emptied(files: number): LogBucket {
  const rows = Array.from({ length: files }, (_, index) => [
    { Key: key(index), VersionId: `v${index}`, IsLatest: false, Size: 9, LastModified: new Date(day) },
    { Key: key(index), VersionId: `d${index}`, IsLatest: true, LastModified: new Date(day + 5_000_000) },
  ]).flat();
  const listObjectVersions = async ({ VersionIdMarker }: { VersionIdMarker?: string }) => {
    const from = VersionIdMarker ? rows.findIndex((row) => row.VersionId === VersionIdMarker) + 1 : 0;
    const page = rows.slice(from, from + 2);
    const last = page.at(-1)!;
    return {
      Versions: page.filter((row) => row.VersionId.startsWith('v')),
      DeleteMarkers: page.filter((row) => row.VersionId.startsWith('d')),
      IsTruncated: from + 2 < rows.length,
      NextKeyMarker: last.Key,
      NextVersionIdMarker: last.VersionId,
    };
  };
  return { name: 'trail-logs', s3: { listObjectVersions } as unknown as LogBucket['s3'] };
}

async function said(listing: { objects: ListedObject[]; hasVersions: boolean }, fetched: ListedObject[]) {
  const words: { word: CoverageWord; detail: string }[] = [];
  const context = {
    coverage: async ({ word, detail }: { word: CoverageWord; detail: string }) => void words.push({ word, detail }),
    log: async () => undefined,
    nowMicros: () => BigInt(day) * 1000n,
  } as unknown as TrailContext;
  const digest = {
    key: 'd',
    startMs: 0,
    endMs: 1,
    previousKey: null,
    files: [0, 1, 2].map((index) => ({ key: key(index), sha256: 's' })),
  };
  const chain = { digests: [digest], findings: [] };
  const verdicts = judgeFiles(
    fetched.map((object) => ({ object, sha256: 's', problem: null })),
    chain,
    () => true,
  );
  await coverUnit(context, unit, { listing, verdicts, chain: { ...chain, objects: 0 } as never, expected: 3 }, window);
  return words;
}

test('[F4.bucket-emptied] an emptied bucket: every version behind its delete marker is found and read, and the emptying is raised', async () => {
  const listing = await listVersions(emptied(3), prefix, window.fromMs, window.deliveredToMs);
  expect(listing.hasVersions).toBe(true);
  const versions = listing.objects.filter((object) => !object.isDeleteMarker);
  expect(versions.map(({ versionId }) => versionId)).toEqual(['v0', 'v1', 'v2']);
  expect(listing.objects.filter((object) => object.isDeleteMarker)).toHaveLength(3);
  const words = await said(listing, versions);
  expect(words.map(({ word }) => word)).toEqual(['collected', 'deleted']);
  expect(words[1]!.detail).toContain('3 delete markers');
});

test('[F4.bucket-emptied] emptied without versions: what the digests name is missing, and never taken for silence', async () => {
  const words = await said({ objects: [], hasVersions: true }, []);
  expect(words.map(({ word }) => word)).toContain('deleted');
  expect(words.map(({ word }) => word)).not.toContain('empty');
  expect(words.find(({ word }) => word === 'deleted')!.detail).toContain('3 log files named by digests');
});
