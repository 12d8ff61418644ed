import type { Writable } from 'node:stream';
import { AppError, type CustodyEntry, formatTime, nowMicros } from '@virga/domain';
import { canonicalize } from '../custody/canonical-json.ts';
import type { SignedHead } from '../custody/signed-head.ts';
import type { EvidenceStore } from '../evidence-store.ts';
import { checkedId } from '../item/item-path.ts';
import type { HeadAnchor } from '../timestamp/head-anchor.ts';
import { type BagSink, folderSink, hashing, tarSink } from './bag-sink.ts';
import { methodText } from './method-text.ts';
import { writeCustody } from './write-custody.ts';

export interface BagRequest {
  caseId: string;
  caseName: string;
  store: Pick<EvidenceStore, 'readManifest' | 'openFile'>;
  /** Sealed items to put in; a ledger is written beside when it is given. */
  items: readonly { evidenceId: string; ledger?: unknown }[];
  /** The whole chain of the case, from entry 1. */
  custody: readonly CustodyEntry[];
  heads: readonly SignedHead[];
  /** Stamps of outside authorities over heads; none: the bag says that it is not anchored. */
  anchors?: readonly HeadAnchor[];
  /** Public keys of the heads, SPKI PEM. */
  publicKeys: readonly string[];
  /** For example `{ path: 'report/report.html', content }`; paths of plain lower-case names. */
  extra?: readonly { path: string; content: string | Uint8Array }[];
  /** True when the evidence comes from the range. */
  staged: boolean;
  tool: string;
  out: { folder: string } | { tar: Writable };
}

export interface BagSummary {
  files: number;
  bytes: number;
  /** SHA-256 of `tagmanifest-sha256.txt`: one hash that stands for the whole bag. */
  tagManifestSha256: string;
}

const plainPath = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** Writes a BagIt bag (RFC 8493) that `sha256sum` and `openssl` can check; `METHOD.txt` says how. */
export async function exportBag(request: BagRequest): Promise<BagSummary> {
  const { out } = request;
  const sink =
    'folder' in out ? await folderSink(out.folder) : tarSink(out.tar, `virga-case-${checkedId(request.caseId)}`);
  const payload = new BagPart(sink);
  await writeCustody((path, content) => payload.text(path, content), request);
  for (const item of request.items) await writeItem(payload, request, item);
  for (const { path, content } of request.extra ?? []) {
    if (!plainPath.test(path)) throw new TypeError(`not a plain path inside a bag: ${path}`);
    await payload.text(`data/${path}`, content);
  }
  const tags = new BagPart(sink);
  await tags.text('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  await tags.text('bag-info.txt', bagInfo(request, payload));
  await tags.text('METHOD.txt', methodText(request));
  await tags.text('manifest-sha256.txt', payload.manifest());
  const last = new BagPart(sink);
  const tagManifestSha256 = await last.text('tagmanifest-sha256.txt', tags.manifest());
  await sink.finish();
  return { files: payload.files + tags.files + 1, bytes: payload.bytes, tagManifestSha256 };
}

/** Files written so far with their hashes: the lines of a BagIt manifest. */
class BagPart {
  readonly #sink: BagSink;
  readonly #lines: string[] = [];
  bytes = 0;

  constructor(sink: BagSink) {
    this.#sink = sink;
  }

  get files(): number {
    return this.#lines.length;
  }

  async stream(path: string, sizeBytes: number, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const hashed = hashing(bytes);
    await this.#sink.write(path, sizeBytes, hashed.bytes);
    const sha256 = hashed.digest();
    this.#lines.push(`${sha256}  ${path}\n`);
    this.bytes += sizeBytes;
    return sha256;
  }

  text(path: string, content: string | Uint8Array): Promise<string> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    return this.stream(path, bytes.length, once(bytes));
  }

  manifest(): string {
    return this.#lines.join('');
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function writeItem(payload: BagPart, request: BagRequest, item: BagRequest['items'][number]): Promise<void> {
  const ref = { caseId: request.caseId, evidenceId: item.evidenceId };
  const sealed = await request.store.readManifest(ref);
  if (!sealed) throw new AppError({ code: 'evidence.not_sealed', message: 'An item of this export is not sealed.' });
  const folder = `data/evidence/${checkedId(ref.caseId)}/${checkedId(ref.evidenceId)}`;
  for (const { name, sizeBytes } of sealed.manifest.files)
    await payload.stream(`${folder}/${name}`, sizeBytes, request.store.openFile(ref, name));
  const manifest: Uint8Array[] = [];
  for await (const piece of request.store.openFile(ref, 'manifest.json')) manifest.push(piece);
  await payload.text(`${folder}/manifest.json`, Buffer.concat(manifest));
  if (item.ledger !== undefined)
    await payload.text(`data/ledgers/${ref.evidenceId}.json`, `${canonicalize(item.ledger)}\n`);
}

function bagInfo(request: BagRequest, payload: BagPart): string {
  // RFC 8493, 2.2.2: one element per line; a name with line breaks must not become an element of its own.
  const oneLine = request.caseName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return [
    'Source-Organization: Virga case export',
    `External-Identifier: ${request.caseId}`,
    `External-Description: ${oneLine}`,
    ...(request.staged ? ['Internal-Sender-Description: Range: staged data, no real account'] : []),
    `Bagging-Date: ${formatTime(nowMicros()).slice(0, 10)}`,
    `Bag-Software-Agent: ${request.tool}`,
    `Payload-Oxum: ${payload.bytes}.${payload.files}`,
    '',
  ].join('\n');
}
