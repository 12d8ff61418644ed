import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { hashMember, MemberHash } from './member-hash.ts';

const text = Buffer.from(JSON.stringify({ Records: Array.from({ length: 5000 }, (_, i) => ({ i, x: `value ${i}` })) }));
const sha256 = createHash('sha256').update(text).digest('hex');
const gz = gzipSync(text);

test('the hash is that of the decompressed bytes, however they arrive', async () => {
  expect(await hashMember(gz)).toEqual({ sha256, sizeBytes: text.length, problem: null });
  const slow = new MemberHash();
  for (const byte of gz.subarray(0, 20)) await slow.update(Uint8Array.of(byte));
  await slow.update(gz.subarray(20));
  expect((await slow.end()).sha256).toBe(sha256);
});

test('a header with a file name is read over', async () => {
  const named = Buffer.concat([
    gz.subarray(0, 3),
    Buffer.of(0x08),
    gz.subarray(4, 10),
    Buffer.from('a.json\0'),
    gz.subarray(10),
  ]);
  expect((await hashMember(named)).sha256).toBe(sha256);
});

test.each([
  ['bytes behind the member', Buffer.concat([gz, Buffer.from('more')]), /4 bytes behind/],
  ['a second member', Buffer.concat([gz, gzipSync('{}')]), /bytes behind/],
  ['a cut member', gz.subarray(0, gz.length - 20), /cut off|not readable/],
  ['a cut header', gz.subarray(0, 5), /header is cut off/],
  ['no gzip', Buffer.from('{"Records":[]}'), /not gzip/],
  ['nothing', Buffer.alloc(0), /cut off/],
])('%s is a finding', async (_name, bytes, problem) => {
  expect(await hashMember(bytes)).toMatchObject({ sha256: null, problem: expect.stringMatching(problem) });
});
