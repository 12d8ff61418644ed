import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustodyEntry } from '@virga/domain';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical-json.ts';
import { buildCustodyEntry, type CustodyFields } from './custody-entry.ts';
import { signHead, verifyHead } from './sign-head.ts';
import { loadOrCreateSigningKey } from './signing-key.ts';
import { verifyChain } from './verify-chain.ts';

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}
const key = newKey();

function fields(index: number, note = ''): CustodyFields {
  return {
    caseId: 'case-1',
    what: 'evidence sealed',
    actor: { userId: null, name: 'worker', cloudIdentity: 'arn:aws:sts::1:assumed-role/x' },
    when: { ours: `2026-11-22T10:0${index}:00.000000Z`, provider: null, offsetMs: null },
    evidenceId: `e-${index}`,
    hash: String(index).repeat(64),
    hashedAt: 'provider',
    requestIds: [`r-${index}`],
    tool: 'virga test',
    details: { note, hostile: 'a\0b\ud800', count: -0 },
  };
}

function chainOf(count: number, note = ''): CustodyEntry[] {
  const chain: CustodyEntry[] = [];
  for (let index = 1; index <= count; index++) chain.push(buildCustodyEntry(chain.at(-1) ?? null, fields(index, note)));
  return chain;
}

const chain = chainOf(6);
const at = (minute: number) => BigInt(Date.UTC(2026, 10, 22, 10, minute, 30)) * 1000n;
const heads = [2, 4, 6].map((number) => signHead(chain[number - 1]!, key.privateKeyPem, at(number)));
const judge = (entries: CustodyEntry[], extra = {}) =>
  verifyChain(entries, { heads, publicKeys: [key.publicKeyPem], ...extra });

describe('custody chain (forensics.md, 2)', () => {
  it('is intact when nothing changed, also after a trip through JSON', () => {
    const returned = JSON.parse(JSON.stringify(chain)) as CustodyEntry[];
    expect(judge(returned)).toMatchObject({ state: 'intact', verdict: 'intact', signedUpTo: 6, entries: 6 });
    expect(judge([...chain, buildCustodyEntry(chain[5]!, fields(7))]).sentences[0]).toContain(
      'Entries 7 to 7 came after',
    );
  });

  it('names the entry of one flipped byte [F2.flipped-byte]', () => {
    const changed = structuredClone(chain);
    changed[2]!.hash = `4${changed[2]!.hash!.slice(1)}`;
    expect(judge(changed).verdict).toBe('altered at entry 3');
  });

  it('names the place of a removed entry and of two swapped ones', () => {
    expect(judge(chain.toSpliced(3, 1)).verdict).toBe('altered at entry 4');
    expect(judge([chain[0]!, chain[2]!, chain[1]!, ...chain.slice(3)]).verdict).toBe('altered at entry 2');
  });

  it('sees a cut tail against an earlier head, also one that only the reader kept', () => {
    expect(judge(chain.slice(0, 5)).verdict).toBe('cut after 5');
    expect(verifyChain(chain.slice(0, 3), { trustedHeads: [heads[1]!] }).verdict).toBe('cut after 3');
    expect(judge([]).verdict).toBe('cut after 0');
  });

  it('sees a chain that the owner of the database computed anew', () => {
    const forged = chainOf(6, 'nothing happened here');
    expect(judge(forged)).toMatchObject({ state: 'rewritten', verdict: 'rewritten since 2026-11-22T10:01:00.000000Z' });
    const partly = chain.slice(0, 3);
    for (let index = 4; index <= 6; index++) partly.push(buildCustodyEntry(partly.at(-1)!, fields(index, 'forged')));
    expect(judge(partly).verdict).toBe('rewritten since 2026-11-22T10:02:30.000000Z');
    const own = newKey();
    const ownHeads = [signHead(forged[5]!, own.privateKeyPem)];
    const judged = verifyChain(forged, { heads: ownHeads, publicKeys: [key.publicKeyPem] });
    expect(judged.verdict).toBe('only self-consistent');
    expect(judged.sentences.join(' ')).toContain('no known key made its signature');
  });

  it('says that a chain without heads is only self-consistent', () => {
    expect(verifyChain(chain).verdict).toBe('only self-consistent');
  });

  it('does not believe a head of another case, an altered head, or text that is no key', () => {
    expect(verifyHead({ ...heads[0]!, number: 3 }, key.publicKeyPem)).toBe(false);
    expect(verifyHead(heads[0]!, 'not a key')).toBe(false);
    const foreign = heads.map((head) => ({ ...head, caseId: 'case-2' }));
    expect(verifyChain(chain, { heads: foreign, publicKeys: [key.publicKeyPem] }).state).toBe('only self-consistent');
  });
});

describe('canonical JSON (RFC 8785)', () => {
  it('sorts by UTF-16 units, writes numbers as ECMAScript does, keeps __proto__ as data', () => {
    // The example of RFC 8785, section 3.2.3 (order) and 3.2.2.3 (numbers).
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalize(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalize(JSON.parse('[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]'))).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(canonicalize(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
    for (const bad of [{ a: 1n }, { a: Number.NaN }, { a: () => 1 }]) expect(() => canonicalize(bad)).toThrow('$.a');
  });
});

it('makes the signing key once, mode 0600, the same for two processes at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'virga-key-'));
  const path = join(folder, 'keys', 'signing.pem');
  const [one, two] = await Promise.all([loadOrCreateSigningKey(path), loadOrCreateSigningKey(path)]);
  expect(one).toEqual(two);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(verifyHead(signHead(chain[0]!, one.privateKeyPem), one.publicKeyPem)).toBe(true);
  await rm(folder, { recursive: true });
});
