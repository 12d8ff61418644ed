import { execFileSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { postBytes } from '@virga/cloud';
import { startAuthority, type TestAuthority } from '@virga/testing';
import { pack as tarPack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportBag } from '../bag/export-bag.ts';
import { canonicalize } from '../custody/canonical-json.ts';
import {
  anExportedCase,
  type ExportedCase,
  entryAfter,
  exportedCaseId,
  refitBag,
  replaceChain,
} from '../testing/exported-case.ts';
import { readCertificates } from '../timestamp/read-certificates.ts';
import { stampHead } from '../timestamp/stamp-head.ts';
import { verifyPath } from './verify-path.ts';

let top: string;
let authority: TestAuthority;
let made: ExportedCase;
let place: string;
let bag: string;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'virga-tar-'));
  authority = await startAuthority();
  const trusted = readCertificates(readFileSync(authority.rootFile, 'utf8'));
  const types = { contentType: 'application/timestamp-query', acceptType: 'application/timestamp-reply' };
  const limits = { maxAnswerBytes: 65_536, timeoutMs: 5000 };
  const ask = (body: Uint8Array) => postBytes({ url: authority.url, body, ...types, ...limits });
  made = await anExportedCase(top, (head) => stampHead(head, { ask, policy: null, trusted }));
}, 60_000);
afterAll(async () => {
  await authority.stop();
  await rm(top, { recursive: true, force: true });
});
beforeEach(async () => {
  place = await mkdtemp(join(top, 'copy-'));
  bag = join(place, 'virga-case');
  await cp(made.bag, bag, { recursive: true });
});

/** The folder as an ordinary `tar` packs it: what a person sends on. */
function archive(name = 'export.tar'): string {
  const path = join(place, name);
  execFileSync('tar', ['-cf', path, '-C', place, 'virga-case']);
  return path;
}

const forged = () => {
  const entries = [entryAfter(null, 'logs', made.custody[1]!.hash)];
  for (const evidenceId of ['disk', null, null])
    entries.push(entryAfter(entries.at(-1)!, evidenceId, evidenceId && made.custody[2]!.hash));
  return entries;
};

describe('virga verify of the .tar itself', { timeout: 30_000 }, () => {
  it('is intact as the product streams it and as tar packs it, time-stamps included', async () => {
    const streamed = join(place, 'streamed.tar');
    await exportBag({ ...made.request, out: { tar: createWriteStream(streamed) } });
    for (const path of [streamed, archive()]) {
      const verdict = await verifyPath(path);
      expect([verdict.verdict, verdict.problems]).toEqual(['intact', []]);
      expect(verdict.cases[0]!.items.map(({ ok }) => ok)).toEqual([true, true]);
      expect(verdict.cases[0]!.anchors.map(({ ok, number }) => [ok, number])).toEqual([
        [true, 2],
        [true, 4],
      ]);
    }
    expect(await readdir(place)).toHaveLength(3);
    const timeStampRoots = await readFile(authority.foreignRootFile, 'utf8');
    expect(await verifyPath(streamed, { timeStampRoots })).toMatchObject({ verdict: 'altered' });
  });

  const tampering: [string, string, () => Promise<void>][] = [
    [
      '[F2.entry-removed] one entry removed',
      'altered at entry 2',
      () => replaceChain(bag, made.custody.toSpliced(1, 1)),
    ],
    ['[F2.tail-cut] the tail cut', 'cut after 3', () => replaceChain(bag, made.custody.slice(0, 3))],
    [
      '[F2.chain-recomputed] the whole chain recomputed by the owner of the database',
      `rewritten since 2026-11-22T10:00:00.000000Z`,
      () => replaceChain(bag, forged()),
    ],
    [
      '[F2.chain-recomputed] heads and stamps removed as well',
      'only self-consistent',
      async () => {
        for (const name of ['heads.jsonl', 'anchors.jsonl']) await rm(join(bag, 'data/evidence', exportedCaseId, name));
        await replaceChain(bag, forged());
      },
    ],
    [
      '[F2.items-swapped] two items swapped',
      'altered',
      async () => {
        const at = (name: string) => join(bag, 'data/evidence', exportedCaseId, name);
        execFileSync('sh', ['-c', 'mv "$1" "$1.x" && mv "$2" "$1" && mv "$1.x" "$2"', 'sh', at('logs'), at('disk')]);
        refitBag(bag);
      },
    ],
  ];
  it.each(tampering)('%s: %s', async (_title, verdict, change) => {
    await change();
    expect((await verifyPath(archive())).verdict).toBe(verdict);
  });

  it('[F2.flipped-byte] names file and chunk of one flipped byte, also when the bag was made to fit', async () => {
    const path = join(bag, 'data/evidence', exportedCaseId, 'disk/image.raw');
    const bytes = await readFile(path);
    bytes[5 * 1024 * 1024 + 1]! ^= 1;
    await rm(path);
    await writeFile(path, bytes);
    refitBag(bag);
    const verdict = await verifyPath(archive());
    expect([verdict.verdict, verdict.problems]).toEqual(['altered', []]);
    expect(verdict.cases[0]!.items.find(({ ok }) => !ok)!.problems[0]!.sentence).toBe(
      'image.raw: bytes 4194304–8388607 (chunk 2 of 3) do not have the hash they were sealed with.',
    );
  });

  it('[F2.tail-cut] heads beside the archive contradict it, and vouch for nothing by themselves', async () => {
    await rm(join(bag, 'data/evidence', exportedCaseId, 'heads.jsonl'));
    await rm(join(bag, 'data/evidence', exportedCaseId, 'anchors.jsonl'));
    await replaceChain(bag, made.custody.slice(0, 3));
    const path = archive();
    const beside = (index: number) => writeFile(`${path}.heads`, `${canonicalize(made.heads[index])}\n`);
    await beside(1);
    expect(await verifyPath(path)).toMatchObject({
      verdict: 'cut after 3',
      remarks: [expect.stringContaining('.heads')],
    });
    await beside(0);
    expect((await verifyPath(path)).verdict).toBe('only self-consistent');
  });
});

describe('an archive made to mislead', { timeout: 30_000 }, () => {
  async function hostile(members: { name: string; type?: 'symlink' | 'link' | 'file'; linkname?: string }[]) {
    const path = join(place, 'hostile.tar');
    const out = createWriteStream(path);
    const pack = tarPack();
    pack.pipe(out);
    pack.entry({ name: 'virga-case/bagit.txt' }, 'BagIt-Version: 1.0\n');
    for (const member of members)
      if (member.type && member.type !== 'file') pack.entry({ ...member, type: member.type });
      else pack.entry({ name: member.name }, 'x');
    pack.finalize();
    await finished(out);
    return verifyPath(path);
  }

  it('names ways out, links, names given twice and a second folder; it writes nothing', async () => {
    const { verdict, problems } = await hostile([
      { name: 'virga-case/../../escaped' },
      { name: '/etc/escaped' },
      { name: 'virga-case/data/link', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'virga-case/data/hard', type: 'link', linkname: 'virga-case/bagit.txt' },
      { name: 'virga-case/data/twice' },
      { name: 'virga-case/data/twice' },
      { name: 'elsewhere/file' },
    ]);
    expect(verdict).toBe('altered');
    const text = problems.join('\n');
    for (const part of [
      'escaped',
      'link is no regular',
      'hard is no regular',
      'twice is in the archive twice',
      'elsewhere',
    ])
      expect(text).toContain(part);
    expect((await readdir(place)).sort()).toEqual(['hostile.tar', 'virga-case']);
  });

  it('names an archive that was cut off or has something behind its end', async () => {
    const path = archive();
    const whole = readFileSync(path);
    await truncate(path, whole.length - 20_480);
    expect((await verifyPath(path)).problems[0]).toContain('cannot be read to its end');
    await writeFile(path, Buffer.concat([whole, Buffer.from('more')]));
    expect((await verifyPath(path)).problems[0]).toContain('bytes follow the end');
    await writeFile(path, 'not an archive'.repeat(100));
    expect((await verifyPath(path)).problems[0]).toContain('there is no tar header at byte 0');
  });
});
