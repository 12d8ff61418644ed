import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postBytes } from '@virga/cloud';
import { startAuthority, type TestAuthority } from '@virga/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalize } from '../custody/canonical-json.ts';
import { keyFingerprint } from '../custody/sign-head.ts';
import {
  anExportedCase,
  type ExportedCase,
  exportedCaseId,
  exportedKeyPem,
  refitBag,
} from '../testing/exported-case.ts';
import { readCertificates } from '../timestamp/read-certificates.ts';
import { stampHead } from '../timestamp/stamp-head.ts';
import { exportBag } from './export-bag.ts';

const document = readFileSync(new URL('../../../../docs/custody.md', import.meta.url), 'utf8');
/** Every command that the document tells its reader to run, in order. */
const blocks = [...document.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);

let top: string;
let authority: TestAuthority;
let made: ExportedCase;
let place: string;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'virga-document-'));
  authority = await startAuthority();
  const trusted = readCertificates(readFileSync(authority.rootFile, 'utf8'));
  const types = { contentType: 'application/timestamp-query', acceptType: 'application/timestamp-reply' };
  const ask = (body: Uint8Array) =>
    postBytes({ url: authority.url, body, ...types, maxAnswerBytes: 65_536, timeoutMs: 5000 });
  made = await anExportedCase(top, (head) => stampHead(head, { ask, policy: null, trusted }));
}, 60_000);
afterAll(async () => {
  await authority.stop();
  await rm(top, { recursive: true, force: true });
});
beforeEach(async () => {
  place = await mkdtemp(join(top, 'reader-'));
  await writeFile(join(place, 'kept-head.json'), canonicalize(made.heads[0]));
});

/** The reader's whole session: what he sees, and nothing that is not in the document. */
function follow(): string {
  const { stdout, stderr } = spawnSync('sh', ['-c', blocks.join('\n')], { cwd: place, encoding: 'utf8' });
  return `${stdout}\n${stderr}`;
}

/** A changed export, packed as a person packs it; every manifest of the bag is made to fit again when asked. */
async function changed(change: (bag: string) => Promise<void>, refit = true): Promise<void> {
  const bag = join(place, 'virga-case');
  await cp(made.bag, bag, { recursive: true });
  await change(bag);
  if (refit) refitBag(bag);
  execFileSync('tar', ['-cf', 'export.tar', 'virga-case'], { cwd: place });
}

describe('docs/custody.md, followed to the letter [F2.bag-checked-without-us]', { timeout: 30_000 }, () => {
  it('finds everything in order in an untouched export, stamps included', async () => {
    expect(blocks.length).toBeGreaterThan(8);
    await exportBag({ ...made.request, out: { tar: createWriteStream(join(place, 'export.tar')) } });
    const seen = follow();
    expect(seen).not.toMatch(/FAILED|broken|not the one|no entry vouches|NOT what|cut:|rewritten|not anchored|rror/);
    expect(seen).toContain(`last entry: ${made.custody[3]!.entryHash}`);
    expect(seen.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(seen.match(/Verification: OK/g)).toHaveLength(2);
    expect(seen.match(/^Time stamp: /gm)).toHaveLength(2);
    expect(seen).toContain(keyFingerprint(exportedKeyPem));
    expect(seen.match(/^sealed: /gm)).toHaveLength(3);
    expect(seen).toContain('entry 2 is the one you kept');
  });

  it('METHOD.txt of a stamped export says the same in commands that work', async () => {
    const method = await readFile(join(made.bag, 'METHOD.txt'), 'utf8');
    const commands = method.split('\n').filter((line) => line.startsWith('    '));
    const seen = execFileSync('sh', ['-c', commands.join('\n')], { cwd: made.bag, encoding: 'utf8' });
    expect(seen.match(/Verification: OK/g)).toHaveLength(2);
    expect(seen).toMatch(/^TSA: .*Test authority/m);
    const newest = made.request.anchors!.at(-1)!;
    expect(method).toContain(`Anchored at ${newest.at} by CN=Test authority, up to entry 4`);
  });

  const image = (bag: string) => join(bag, 'data/evidence', exportedCaseId, 'disk/image.raw');
  const flip = async (path: string, at: number) => {
    const bytes = await readFile(path);
    bytes[at]! ^= 1;
    await rm(path);
    await writeFile(path, bytes);
  };
  const entry = (bag: string, number: number) => join(bag, `data/custody/entries/00000${number}.json`);
  const tampering: [string, (bag: string) => Promise<void>, string[]][] = [
    [
      'one flipped byte',
      (bag) => flip(image(bag), 5_242_881),
      ['NOT what was sealed: data/evidence/case-1/disk/image.raw'],
    ],
    ['one entry removed', (bag) => rm(entry(bag, 2)), ['chain broken at data/custody/entries/000003.json']],
    ['the tail cut', (bag) => rm(entry(bag, 4)), ['entry 4 is not the one that was signed']],
    [
      'an entry changed',
      async (bag) => writeFile(entry(bag, 2), (await readFile(entry(bag, 2), 'utf8')).replace('worker', 'nobody')),
      ['chain broken at data/custody/entries/000003.json', 'rewritten: entry 2 is another'],
    ],
    [
      'a head forged',
      async (bag) => {
        const head = join(bag, 'data/custody/heads/000004-000002.json');
        await writeFile(
          head,
          (await readFile(head, 'utf8')).replace(/"at":"[^"]+"/, '"at":"2020-01-01T00:00:00.000000Z"'),
        );
      },
      ['Signature Verification Failure', 'Verification: FAILED'],
    ],
  ];
  it.each(tampering)('shows its reader: %s', async (_title, change, words) => {
    await changed(change);
    const seen = follow();
    for (const word of words) expect(seen).toContain(word);
  });

  it('shows a change by someone who does not know the format, at once', async () => {
    await changed((bag) => flip(image(bag), 7), false);
    expect(follow()).toContain('data/evidence/case-1/disk/image.raw: FAILED');
  });
});
