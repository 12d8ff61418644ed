import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { type DigestFile, verifyDigest } from './digest.ts';
import { walkChain } from './digest-chain.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = new Map([['print', publicKey]]);
const bucket = 'logs';
const hour = 3_600_000;
const start = Date.UTC(2026, 10, 20);
const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');
const keyOf = (n: number) => `digest-${n}`;

/** Signed digests of hours 0 … count-1, each linked to the one before unless its hour is in `restarts`. */
function makeChain(count: number, restarts: number[] = []): Map<string, DigestFile> {
  const files = new Map<string, DigestFile>();
  let previous: { key: string; signature: string } | null = null;
  for (let n = 0; n < count; n += 1) {
    if (restarts.includes(n)) previous = null;
    const end = iso(start + (n + 1) * hour);
    const body: Buffer = Buffer.from(
      JSON.stringify({
        digestStartTime: iso(start + n * hour),
        digestEndTime: end,
        digestS3Bucket: bucket,
        digestS3Object: keyOf(n),
        digestPublicKeyFingerprint: 'print',
        previousDigestS3Object: previous?.key ?? null,
        previousDigestSignature: previous?.signature ?? null,
        logFiles: [{ s3Bucket: bucket, s3Object: `log-${n}`, hashValue: 'AB', hashAlgorithm: 'SHA-256' }],
      }),
    );
    const hash: string = createHash('sha256').update(body).digest('hex');
    const text: string = `${end}\n${bucket}/${keyOf(n)}\n${hash}\n${previous?.signature ?? 'null'}`;
    const signature: string = sign('sha256', Buffer.from(text), privateKey).toString('hex');
    files.set(keyOf(n), { bucket, key: keyOf(n), body, signature, algorithm: 'SHA256withRSA' });
    previous = { key: keyOf(n), signature };
  }
  return files;
}

function walk(files: Map<string, DigestFile>, window = { fromMs: start, toMs: start + 6 * hour }) {
  const listed = [...files.keys()].map((key) => ({ key, endMs: start + (Number(key.split('-')[1]) + 1) * hour }));
  return walkChain(listed, window, async (key) => verifyDigest(files.get(key)!, keys));
}

function alter(file: DigestFile, change: (text: string) => string): DigestFile {
  return { ...file, body: Buffer.from(change(Buffer.from(file.body).toString())) };
}

test('an intact chain covers its window and names every log file', async () => {
  const chain = await walk(makeChain(6));
  expect(chain.findings).toEqual([]);
  expect(chain.digests.map((digest) => digest.key)).toEqual([5, 4, 3, 2, 1, 0].map(keyOf));
  expect(chain.digests.flatMap((digest) => digest.files)).toContainEqual({ key: 'log-3', sha256: 'ab' });
});

test('an altered digest is invalid, its hour is a finding, and the walk goes on behind it', async () => {
  const files = makeChain(6);
  files.set(
    keyOf(3),
    alter(files.get(keyOf(3))!, (text) => text.replace('log-3', 'log-X')),
  );
  const chain = await walk(files);
  expect(chain.findings).toMatchObject([
    {
      problem: 'invalid digest',
      fromMs: start + 3 * hour,
      toMs: start + 4 * hour,
      detail: expect.stringContaining('altered'),
    },
  ]);
  expect(chain.digests).toHaveLength(5);
});

test('a missing digest beside an altered one is not swallowed by it', async () => {
  const files = makeChain(6);
  files.set(
    keyOf(3),
    alter(files.get(keyOf(3))!, (text) => text.replace('log-3', 'log-X')),
  );
  files.delete(keyOf(2));
  expect((await walk(files)).findings).toMatchObject([
    { problem: 'invalid digest', fromMs: start + 3 * hour },
    { problem: 'gap', fromMs: start + 2 * hour, toMs: start + 3 * hour },
  ]);
});

test('a missing digest is named with the span that nobody vouches for', async () => {
  const files = makeChain(6);
  files.delete(keyOf(2));
  const chain = await walk(files);
  expect(chain.findings).toEqual([
    {
      problem: 'missing digest',
      fromMs: start + 2 * hour,
      toMs: start + 3 * hour,
      detail: 'The chain leads to digest-2, which is not there.',
    },
  ]);
});

test('a stopped trail shows as a chain that begins again', async () => {
  const files = makeChain(6, [4]);
  files.delete(keyOf(3));
  expect((await walk(files)).findings).toMatchObject([
    { problem: 'restarted', fromMs: start + 3 * hour, toMs: start + 4 * hour },
  ]);
});

test('what lies before the chain, was cut from its beginning, or is not covered yet is said', async () => {
  const window = { fromMs: start - hour, toMs: start + 7 * hour };
  expect((await walk(makeChain(6), window)).findings).toMatchObject([
    { problem: 'not yet covered', fromMs: start + 6 * hour, toMs: start + 7 * hour },
    { problem: 'before the chain', fromMs: start - hour, toMs: start },
  ]);
  const cut = makeChain(6);
  cut.delete(keyOf(0));
  expect((await walk(cut)).findings).toMatchObject([{ problem: 'missing digest', fromMs: start, toMs: start + hour }]);
});

test.each<[string, (file: DigestFile) => DigestFile, RegExp]>([
  ['another place', (file) => ({ ...file, key: 'elsewhere' }), /moved here/],
  ['another signature', (file) => ({ ...file, signature: file.signature.replace(/^../, 'ff') }), /does not fit/],
  ['no signature', (file) => ({ ...file, signature: '' }), /does not fit/],
  ['another algorithm', (file) => ({ ...file, algorithm: 'none' }), /algorithm is none/],
  ['an unknown key', (file) => alter(file, (text) => text.replace('"print"', '"other"')), /no public key other/],
  ['a missing field', (file) => alter(file, (text) => text.replace('digestEndTime', 'end')), /lacks digestEndTime/],
  ['no JSON', (file) => alter(file, () => '{'), /not JSON/],
])('a digest with %s proves nothing', (_name, change, reason) => {
  expect(verifyDigest(change(makeChain(1).get(keyOf(0))!), keys)).toMatch(reason);
});
