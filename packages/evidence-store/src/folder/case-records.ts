import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustodyEntry } from '@virga/domain';
import { canonicalize } from '../custody/canonical-json.ts';
import { keyFingerprint } from '../custody/sign-head.ts';
import { type SignedHead, signedHeadSchema } from '../custody/signed-head.ts';
import { checkedId } from '../item/item-path.ts';
import { rethrowStorage } from '../item/store-full.ts';
import { type HeadAnchor, headAnchorSchema } from '../timestamp/head-anchor.ts';
import { syncFolder } from './work-folder.ts';

const headsName = 'heads.jsonl';
const custodyName = 'custody.jsonl';
const anchorsName = 'anchors.jsonl';
const keyName = /^signing-key-[0-9a-f]{16}\.pem$/;

/** Signed heads, their anchors, public keys and the copy of the custody chain that stand beside a case's evidence. Append only. */
export class CaseRecords {
  readonly #root: string;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(root: string) {
    this.#root = root;
  }

  async appendHead(head: SignedHead, publicKeyPem: string): Promise<void> {
    const folder = await this.#folder(head.caseId);
    const keyPath = join(folder, `signing-key-${keyFingerprint(publicKeyPem).slice(0, 16)}.pem`);
    const known = await readFile(keyPath).catch(() => null);
    if (!known) await append(keyPath, publicKeyPem);
    await append(join(folder, headsName), `${canonicalize(head)}\n`);
    await syncFolder(folder);
  }

  async readHeads(caseId: string): Promise<{ heads: SignedHead[]; publicKeys: string[] }> {
    const folder = join(this.#root, checkedId(caseId));
    const heads = (await readLines(join(folder, headsName))).map((line) => signedHeadSchema.parse(line));
    const names = (await readdir(folder).catch(() => [])).filter((name) => keyName.test(name));
    const publicKeys = await Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
    return { heads, publicKeys };
  }

  async appendAnchor(anchor: HeadAnchor): Promise<void> {
    const folder = await this.#folder(anchor.caseId);
    await append(join(folder, anchorsName), `${canonicalize(anchor)}\n`);
    await syncFolder(folder);
  }

  async readAnchors(caseId: string): Promise<HeadAnchor[]> {
    const lines = await readLines(join(this.#root, checkedId(caseId), anchorsName));
    return lines.map((line) => headAnchorSchema.parse(line));
  }

  appendCustody(caseId: string, entries: readonly CustodyEntry[]): Promise<void> {
    return this.#inTurn(caseId, async () => {
      const folder = await this.#folder(caseId);
      const known = (await this.readCustody(caseId)).at(-1)?.number ?? 0;
      const fresh = entries.filter((entry) => entry.number > known).sort((a, b) => a.number - b.number);
      await append(join(folder, custodyName), fresh.map((entry) => `${canonicalize(entry)}\n`).join(''));
    });
  }

  /** Two items of a case are sealed at once: what one found missing must not be appended by both. */
  #inTurn(caseId: string, work: () => Promise<void>): Promise<void> {
    const result = (this.#turns.get(caseId) ?? Promise.resolve()).then(work);
    const settled = result
      .catch(() => undefined)
      .then(() => {
        if (this.#turns.get(caseId) === settled) this.#turns.delete(caseId);
      });
    this.#turns.set(caseId, settled);
    return result;
  }

  async readCustody(caseId: string): Promise<CustodyEntry[]> {
    return (await readLines(join(this.#root, checkedId(caseId), custodyName))) as CustodyEntry[];
  }

  async #folder(caseId: string): Promise<string> {
    const folder = join(this.#root, checkedId(caseId));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }
}

/**
 * One write with O_APPEND, then fsync: lines of two processes never mix. A last line without its end was cut by a crash
 * before anyone was told that it is there; it goes first, so that the next line does not grow on it.
 */
async function append(path: string, text: string): Promise<void> {
  if (text === '') return;
  const handle = await open(path, 'a+', 0o600);
  try {
    const present = await handle.readFile();
    const whole = present.lastIndexOf(0x0a) + 1;
    if (whole < present.length) await handle.truncate(whole);
    // Not `write`: on a full disk it writes a part and says so only in its count.
    await handle.appendFile(text).catch(async (thrown: unknown) => {
      await handle.truncate(whole);
      return rethrowStorage(thrown, 'The evidence and its custody entry in the database are kept.');
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readLines(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return '';
    throw thrown;
  });
  // The part after the last line end, if any, is what a crash cut: see append.
  const lines = text.split('\n').slice(0, -1);
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}
