import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustodyEntry } from '@virga/domain';
import { type BagRequest, exportBag } from '../bag/export-bag.ts';
import { canonicalize } from '../custody/canonical-json.ts';
import { buildCustodyEntry } from '../custody/custody-entry.ts';
import { signHead } from '../custody/sign-head.ts';
import type { SignedHead } from '../custody/signed-head.ts';
import { openFolderStore } from '../folder/open-folder-store.ts';
import type { HeadAnchor } from '../timestamp/head-anchor.ts';

export const exportedCaseId = 'case-1';
const pair = generateKeyPairSync('ed25519');
const privateKeyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const exportedKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;

export interface ExportedCase {
  store: string;
  bag: string;
  custody: CustodyEntry[];
  heads: SignedHead[];
  request: BagRequest;
}

export function entryAfter(
  previous: CustodyEntry | null,
  evidenceId: string | null,
  hash: string | null,
): CustodyEntry {
  return buildCustodyEntry(previous, {
    caseId: exportedCaseId,
    what: evidenceId ? 'evidence sealed' : 'case opened',
    actor: { userId: null, name: 'worker', cloudIdentity: null },
    when: { ours: `2026-11-22T10:0${previous?.number ?? 0}:00.000000Z`, provider: null, offsetMs: null },
    evidenceId,
    hash,
    hashedAt: null,
    requestIds: [],
    tool: 'virga test',
    details: {},
  });
}

/** One case: a pack item, an image item, four entries, heads after entries 2 and 4 (stamped when asked), in a store and in a bag. */
export async function anExportedCase(
  top: string,
  stamp?: (head: SignedHead) => Promise<HeadAnchor>,
): Promise<ExportedCase> {
  const caseId = exportedCaseId;
  const folder = join(top, 'store');
  const store = await openFolderStore(folder, 'virga test');
  const pack = await store.createItem({ caseId, evidenceId: 'logs', mode: 'pack' });
  await pack.addObject({ key: 'AWSLogs/x.json' }, Buffer.from('{"Records":[]}'));
  const image = await store.createItem({ caseId, evidenceId: 'disk', mode: 'image', sizeBytes: 9 * 1024 * 1024 });
  await image.writeAt(5 * 1024 * 1024, Buffer.from('boot'));
  const custody = [entryAfter(null, null, null)];
  for (const [evidenceId, writer] of [
    ['logs', pack],
    ['disk', image],
  ] as const)
    custody.push(entryAfter(custody.at(-1)!, evidenceId, (await writer.seal({})).manifestSha256));
  custody.push(entryAfter(custody.at(-1)!, null, null));
  const heads = [custody[1]!, custody[3]!].map((entry) => signHead(entry, privateKeyPem));
  await store.appendCustody(caseId, custody);
  for (const head of heads) await store.appendHead(head, exportedKeyPem);
  const anchors: HeadAnchor[] = [];
  for (const head of stamp ? heads : []) anchors.push(await stamp!(head));
  for (const anchor of anchors) await store.appendAnchor(anchor);
  const request: BagRequest = {
    caseId,
    caseName: 'Leaked key\r\nBag-Size: 0',
    store,
    items: [{ evidenceId: 'logs', ledger: { events: 0 } }, { evidenceId: 'disk' }],
    custody,
    heads,
    anchors,
    publicKeys: [exportedKeyPem],
    extra: [{ path: 'report/report.html', content: '<p>report</p>' }],
    staged: true,
    tool: 'virga test',
    out: { folder: join(top, 'bag') },
  };
  await exportBag(request);
  return { store: folder, bag: join(top, 'bag'), custody, heads, request };
}

/** What someone does who changes a bag and knows the format: every manifest of the bag is made to fit again. */
export function refitBag(folder: string): void {
  const script = `find data -type f | sort | xargs sha256sum > manifest-sha256.txt &&
    sha256sum bagit.txt bag-info.txt METHOD.txt manifest-sha256.txt > tagmanifest-sha256.txt`;
  execFileSync('sh', ['-c', script], { cwd: folder });
}

/** Another chain in the bag, with every manifest made to fit. */
export async function replaceChain(folder: string, entries: CustodyEntry[]): Promise<void> {
  const lines = entries.map((entry) => `${canonicalize(entry)}\n`).join('');
  await writeFile(join(folder, 'data/evidence', exportedCaseId, 'custody.jsonl'), lines);
  refitBag(folder);
}
