import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { postBytes } from '@virga/cloud';
import { type AuthorityMood, startAuthority, type TestAuthority } from '@virga/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCustodyEntry } from '../custody/custody-entry.ts';
import { signHead } from '../custody/sign-head.ts';
import { anchorState, headHash } from './head-anchor.ts';
import { readCertificates } from './read-certificates.ts';
import { stampHead } from './stamp-head.ts';
import { verifyTimeStamp } from './verify-time-stamp.ts';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await startAuthority();
}, 60_000);
afterEach(() => {
  authority.mood = 'good';
});
afterAll(() => authority.stop());

const { privateKey } = generateKeyPairSync('ed25519');
const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const entry = buildCustodyEntry(null, {
  caseId: 'case-1',
  what: 'case opened',
  actor: { userId: null, name: 'test', cloudIdentity: null },
  when: { ours: '2026-11-22T10:00:00.000000Z', provider: null, offsetMs: null },
  evidenceId: null,
  hash: null,
  hashedAt: null,
  requestIds: [],
  tool: 'virga test',
  details: {},
});
const head = signHead(entry, privateKeyPem);
const rootsOf = (file: string) => readCertificates(readFileSync(file, 'utf8'));

function stamp(policy: string | null = null, rootFile = authority.rootFile) {
  const ask = (body: Uint8Array) =>
    postBytes({
      url: authority.url,
      contentType: 'application/timestamp-query',
      acceptType: 'application/timestamp-reply',
      body,
      maxAnswerBytes: 65_536,
      timeoutMs: 1500,
    });
  return stampHead(head, { ask, policy, trusted: rootsOf(rootFile) });
}

describe('RFC 3161 anchor of a head, with an authority made by openssl ts', { timeout: 30_000 }, () => {
  it('[F2.timestamp] is believed when status, hash, nonce, policy, signature and chain fit', async () => {
    const anchor = await stamp('1.2.3.4.5');
    expect(anchor).toMatchObject({
      caseId: 'case-1',
      number: 1,
      entryHash: entry.entryHash,
      headHash: headHash(head),
      authority: 'CN=Test authority',
      policy: '1.2.3.4.5',
      root: readFileSync(authority.rootFile, 'utf8'),
    });
    expect(Math.abs(Date.parse(anchor.at) - Date.now())).toBeLessThan(10_000);
    expect(anchorState([head], [anchor])).toEqual({
      newest: { number: 1, at: anchor.at, authority: 'CN=Test authority' },
      notSince: null,
    });
    const later = signHead({ ...entry, number: 2 }, privateKeyPem);
    expect(anchorState([head, later], [anchor])).toMatchObject({ newest: { number: 1 }, notSince: later.at });
    expect(anchorState([head], [])).toEqual({ newest: null, notSince: head.at });
  });

  const refusals: [AuthorityMood, string][] = [
    ['wrong nonce', 'its nonce is not the one that was sent'],
    ['wrong imprint', 'it is over another hash'],
    ['refused', 'the authority refused: rejected'],
    ['more than one answer', 'it cannot be read as a time-stamp'],
  ];
  it.each(refusals)('[F2.timestamp] refuses an answer with: %s', async (mood, reason) => {
    authority.mood = mood;
    await expect(stamp()).rejects.toMatchObject({
      code: 'evidence.stamp_refused',
      message: expect.stringContaining(reason),
    });
  });

  it('[F2.timestamp] refuses another policy than asked for and a chain that ends at a foreign root', async () => {
    const { response } = await stamp();
    const check = (given: { policy?: string; rootFile?: string }) =>
      verifyTimeStamp(Buffer.from(response, 'base64'), {
        sha256: headHash(head),
        nonce: null,
        policy: given.policy ?? null,
        trusted: rootsOf(given.rootFile ?? authority.rootFile),
      });
    expect(check({}).authority).toBe('CN=Test authority');
    expect(() => check({ policy: '1.2.3.4.5' })).toThrow('its policy is 1.2.3.4.1');
    expect(() => check({ rootFile: authority.foreignRootFile })).toThrow('does not lead to an authority');
    await expect(stamp(null, authority.foreignRootFile)).rejects.toMatchObject({ code: 'evidence.stamp_refused' });
  });

  it('[F2.timestamp] notices every flipped bit that openssl would notice, and never crashes', async () => {
    const { response } = await stamp();
    const bytes = Buffer.from(response, 'base64');
    const expected = { sha256: headHash(head), nonce: null, policy: null, trusted: rootsOf(authority.rootFile) };
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 23) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x01;
      try {
        verifyTimeStamp(changed, expected);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'evidence.stamp_refused' });
        refused += 1;
      }
    }
    // What is not signed (the copy of the root, for example) may change without changing what is proven.
    expect(refused).toBeGreaterThan(bytes.length / 23 / 2);
  });

  const failures: [AuthorityMood, string][] = [
    ['down', 'status 503'],
    ['redirect', 'status 307'],
    ['page', 'text/html'],
    ['huge', 'larger than 65536 bytes'],
    ['slow', 'no whole answer within 1.5 s'],
  ];
  it.each(failures)(
    '[F2.timestamp] an authority that is %s fails in time and may be asked again',
    async (mood, reason) => {
      authority.mood = mood;
      await expect(stamp()).rejects.toMatchObject({
        code: 'cloud.unreachable',
        retryable: true,
        message: expect.stringContaining(reason),
      });
    },
  );
});
