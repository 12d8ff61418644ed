import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportBag } from '../bag/export-bag.ts';
import { canonicalize } from '../custody/canonical-json.ts';
import { keyFingerprint, signHead } from '../custody/sign-head.ts';
import {
  anExportedCase,
  type ExportedCase,
  entryAfter,
  exportedCaseId,
  exportedKeyPem,
  refitBag,
  replaceChain,
} from '../testing/exported-case.ts';
import { verifyPath } from './verify-path.ts';

const caseId = exportedCaseId;

let top: string;
let made: ExportedCase;
let bag: string;
let evidence: string;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'virga-bag-'));
  made = await anExportedCase(top);
}, 60_000);
afterAll(() => rm(top, { recursive: true, force: true }));
beforeEach(async () => {
  const copy = await mkdtemp(join(top, 'copy-'));
  bag = join(copy, 'bag');
  evidence = join(copy, 'store');
  await cp(made.bag, bag, { recursive: true });
  await cp(made.store, evidence, { recursive: true });
});

describe('standard tools', () => {
  it('check the bag by the commands of METHOD.txt, run as they are written [F2.bag-checked-without-us]', async () => {
    const method = await readFile(join(bag, 'METHOD.txt'), 'utf8');
    const commands = method
      .split('\n')
      .filter((line) => line.startsWith('    '))
      .join('\n');
    const output = execFileSync('sh', ['-c', commands], {
      cwd: bag,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).not.toMatch(/FAILED|broken|not the one|no entry vouches/);
    expect(output).toContain(`last entry: ${made.custody[3]!.entryHash}`);
    expect(output.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(output).toContain(keyFingerprint(exportedKeyPem));
    expect(output).toContain('data/custody/entries/000003.json\ndata/custody/entries/000002.json\n');
  });

  it('find a changed entry, a forged head and changed evidence', async () => {
    const head = join(bag, 'data/custody/heads/000002-000001.json');
    await writeFile(head, (await readFile(head, 'utf8')).replace('"number":2', '"number":3'));
    const script = `openssl pkeyutl -verify -pubin -inkey data/evidence/${caseId}/signing-key-*.pem -rawin -in data/custody/heads/000002-000001.json -sigfile data/custody/heads/000002-000001.sig`;
    expect(() => execFileSync('sh', ['-c', script], { cwd: bag, stdio: 'ignore' })).toThrow();
    expect(() =>
      execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: bag, stdio: 'ignore' }),
    ).toThrow();
  });

  it('read the tar form, whose name cannot add a line to bag-info.txt', async () => {
    const path = join(top, 'bag.tar');
    const summary = await exportBag({ ...made.request, out: { tar: createWriteStream(path) } });
    const folder = await mkdtemp(join(top, 'untar-'));
    execFileSync('tar', ['-xf', path, '-C', folder]);
    const extracted = join(folder, `virga-case-${caseId}`);
    execFileSync('sh', ['-c', 'sha256sum --quiet -c tagmanifest-sha256.txt manifest-sha256.txt'], { cwd: extracted });
    const info = await readFile(join(extracted, 'bag-info.txt'), 'utf8');
    expect(info).toContain('External-Description: Leaked key Bag-Size: 0\n');
    expect(info).toMatch(new RegExp(`^Payload-Oxum: ${summary.bytes}\\.\\d+$`, 'm'));
    expect((await verifyPath(extracted)).verdict).toBe('intact');
  });
});

describe('virga verify names each tampering (forensics.md, 2)', () => {
  it('answers intact for the untouched bag, store and case folder', async () => {
    for (const path of [bag, evidence, join(evidence, caseId)]) {
      const verdict = await verifyPath(path);
      expect([path, verdict.verdict, verdict.problems]).toEqual([path, 'intact', []]);
      expect(verdict.cases[0]!.items.map(({ ok }) => ok)).toEqual([true, true]);
    }
  });

  it('one flipped byte of evidence: file and place, also when the bag was made to fit [F2.flipped-byte]', async () => {
    const path = join(bag, 'data/evidence', caseId, 'disk/image.raw');
    const bytes = await readFile(path);
    bytes[5 * 1024 * 1024 + 1]! ^= 1;
    await rm(path);
    await writeFile(path, bytes);
    const verdict = await verifyPath(bag);
    expect(verdict.verdict).toBe('altered');
    expect(verdict.problems).toEqual([
      `data/evidence/${caseId}/disk/image.raw does not have the hash that manifest-sha256.txt states.`,
    ]);
    refitBag(bag);
    const refitted = await verifyPath(bag);
    expect(refitted.problems).toEqual([]);
    expect(refitted.cases[0]!.items.find(({ ok }) => !ok)).toMatchObject({
      evidenceId: 'disk',
      problems: [{ kind: 'altered', file: 'image.raw', offset: 4 * 1024 * 1024 }],
    });
  });

  it('a manifest made to fit the changed bytes: the custody entry vouches for another', async () => {
    const path = join(evidence, caseId, 'logs/manifest.json');
    const manifest = await readFile(path, 'utf8');
    await rm(path);
    await writeFile(path, manifest.replace('virga test', 'other tool'));
    const verdict = await verifyPath(evidence);
    expect(verdict.verdict).toBe('altered');
    expect(verdict.cases[0]!.problems[0]).toContain('entry 2 vouches for');
  });

  it('one entry removed [F2.entry-removed]', async () => {
    await replaceChain(bag, made.custody.toSpliced(1, 1));
    expect((await verifyPath(bag)).verdict).toBe('altered at entry 2');
  });

  it('the tail cut, against an earlier head, inside the bag or kept by the reader [F2.tail-cut]', async () => {
    await replaceChain(bag, made.custody.slice(0, 3));
    expect((await verifyPath(bag)).verdict).toBe('cut after 3');
    await writeFile(join(bag, 'data/evidence', caseId, 'heads.jsonl'), `${canonicalize(made.heads[0])}\n`);
    refitBag(bag);
    expect((await verifyPath(bag)).verdict).toBe('intact');
    expect((await verifyPath(bag, { trustedHeads: [made.heads[1]!] })).verdict).toBe('cut after 3');
  });

  it('two items swapped [F2.items-swapped]', async () => {
    const at = (name: string) => join(evidence, caseId, name);
    await rename(at('logs'), at('x'));
    await rename(at('disk'), at('logs'));
    await rename(at('x'), at('disk'));
    const verdict = await verifyPath(evidence);
    expect(verdict.verdict).toBe('altered');
    expect(verdict.cases[0]!.items.map(({ problems }) => problems[0]!.sentence)).toEqual([
      expect.stringContaining('belongs to another item'),
      expect.stringContaining('belongs to another item'),
    ]);
  });

  it('the whole chain computed anew, with the heads left, removed, or signed by another key [F2.chain-recomputed]', async () => {
    const forged = [entryAfter(null, 'logs', made.custody[1]!.hash)];
    for (const evidenceId of ['disk', null, null])
      forged.push(entryAfter(forged.at(-1)!, evidenceId, evidenceId && made.custody[2]!.hash));
    await replaceChain(bag, forged);
    expect((await verifyPath(bag)).verdict).toMatch(/^rewritten since /);
    await rm(join(bag, 'data/evidence', caseId, 'heads.jsonl'));
    refitBag(bag);
    expect((await verifyPath(bag)).verdict).toBe('only self-consistent');
    expect((await verifyPath(bag, { trustedHeads: [made.heads[0]!] })).verdict).toMatch(/^rewritten since /);
    const other = generateKeyPairSync('ed25519');
    const pem = other.publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const head = signHead(forged[3]!, other.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    await writeFile(join(bag, 'data/evidence', caseId, 'heads.jsonl'), `${canonicalize(head)}\n`);
    await writeFile(join(bag, 'data/evidence', caseId, `signing-key-${keyFingerprint(pem).slice(0, 16)}.pem`), pem);
    refitBag(bag);
    const fingerprint = keyFingerprint(exportedKeyPem);
    expect((await verifyPath(bag, { fingerprint })).verdict).toBe('only self-consistent');
  });

  it('a missing item, a foreign file and a path that leaves the bag', async () => {
    await rm(join(evidence, caseId, 'logs'), { recursive: true });
    expect((await verifyPath(evidence)).cases[0]!.problems).toEqual(['Item logs, sealed by entry 2, is not here.']);
    await writeFile(join(bag, 'data/extra.txt'), 'x');
    await writeFile(join(bag, 'manifest-sha256.txt'), `${'0'.repeat(64)}  ../../secret\n`, { flag: 'a' });
    const { problems } = await verifyPath(bag);
    expect(problems.join('\n')).toMatch(/line \d+ cannot be read/);
    expect(problems).toContain('data/extra.txt is in the bag, but manifest-sha256.txt does not list it.');
  });
});
