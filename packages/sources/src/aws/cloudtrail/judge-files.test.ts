import { expect, test } from 'vitest';
import { judgeFiles } from './judge-files.ts';
import type { ListedObject } from './list-versions.ts';

const object = (key: string, versionId: string | null = null): ListedObject => ({
  key,
  versionId,
  isLatest: true,
  isDeleteMarker: false,
  sizeBytes: 1,
  etag: '',
  lastModified: '',
});
const chain = {
  findings: [],
  digests: [
    {
      key: 'd',
      startMs: 0,
      endMs: 1,
      previousKey: null,
      files: ['good', 'altered', 'gone', 'outside', 'overwritten'].map((key) => ({ key, sha256: `hash of ${key}` })),
    },
  ],
};

test('each file gets one of four states, and a deleted one is not forgotten', () => {
  const verdicts = judgeFiles(
    [
      { object: object('good'), sha256: 'hash of good', problem: null },
      { object: object('altered'), sha256: 'another', problem: null },
      { object: object('new'), sha256: 'x', problem: null },
      { object: object('overwritten', 'v2'), sha256: 'another', problem: null },
      { object: object('overwritten', 'v1'), sha256: 'hash of overwritten', problem: null },
    ],
    chain,
    (key) => key !== 'outside',
  );
  expect(verdicts.map(({ key, versionId, state }) => [key, versionId, state])).toEqual([
    ['good', null, 'valid'],
    ['altered', null, 'invalid hash'],
    ['new', null, 'not covered'],
    ['overwritten', 'v2', 'invalid hash'],
    ['overwritten', 'v1', 'valid'],
    ['gone', null, 'missing'],
  ]);
});

test('a file that is not one gzip member says so instead of a hash', () => {
  const [verdict] = judgeFiles(
    [{ object: object('good'), sha256: null, problem: '4 bytes behind the gzip member' }],
    chain,
    () => false,
  );
  expect(verdict).toMatchObject({ state: 'invalid hash', detail: '4 bytes behind the gzip member' });
});
