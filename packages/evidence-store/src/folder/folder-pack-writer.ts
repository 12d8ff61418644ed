import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { ChunkHasher } from '../item/chunk-hasher.ts';
import type {
  NewObject,
  ObjectBody,
  PackCheckpoint,
  PackRequest,
  PackWriter,
  SealedItem,
} from '../item/evidence-writer.ts';
import type { ItemFile } from '../item/item-manifest.ts';
import { rethrowStorage } from '../item/store-full.ts';
import { objectName, type StoredObject, storedObjectSchema } from '../item/stored-object.ts';
import { tarBlockBytes, tarEnd, tarPadding } from '../item/tar-header.ts';
import { appendMember } from './append-member.ts';
import { indexName, openPack, packName, restorePackFiles } from './pack-files.ts';
import { readExactly, writeFully } from './read-exactly.ts';
import { type SealTarget, sealWorkFolder } from './seal-work-folder.ts';

/** A pack is closed before it would pass this size; an object larger than it has a pack of its own. */
const packLimitBytes = 1024 ** 3;
const kept = 'Every object up to the last checkpoint is kept.';

/** Objects appended to tar packs in a work folder; see `PackWriter` for the contract. */
export class FolderPackWriter implements PackWriter {
  readonly mode = 'pack';
  readonly caseId: string;
  readonly evidenceId: string;
  readonly #request: PackRequest;
  readonly #target: SealTarget;
  readonly #limitBytes: number;
  readonly #entries = new Map<string, StoredObject>();
  #packs: { number: number; length: number }[] = [];
  #pack: FileHandle | null = null;
  #index: FileHandle;
  #indexLength = 0;
  #lines: string[] = [];
  #queue: Promise<unknown> = Promise.resolve();
  #open = true;

  private constructor(request: PackRequest, target: SealTarget, index: FileHandle, limitBytes: number) {
    this.caseId = request.caseId;
    this.evidenceId = request.evidenceId;
    this.#request = request;
    this.#target = target;
    this.#index = index;
    this.#limitBytes = limitBytes;
  }

  /** `limitBytes` is the pack size of 1 GiB; tests give a small one. */
  static async open(
    request: PackRequest,
    target: SealTarget,
    checkpoint: PackCheckpoint | null,
    limitBytes: number = packLimitBytes,
  ): Promise<FolderPackWriter> {
    const folder = target.workFolder;
    if (checkpoint) await restorePackFiles(folder, checkpoint.packs, checkpoint.indexLength);
    const index = await open(join(folder, indexName), checkpoint ? 'r+' : 'wx+', 0o600);
    const writer = new FolderPackWriter(request, target, index, limitBytes);
    if (checkpoint) await writer.#restore(checkpoint);
    return writer;
  }

  async #restore(checkpoint: PackCheckpoint): Promise<void> {
    const text = await readFile(join(this.#target.workFolder, indexName), 'utf8');
    for (const line of text.split('\n').filter((line) => line !== '')) {
      const entry = storedObjectSchema.parse(JSON.parse(line));
      this.#entries.set(entry.name, entry);
    }
    this.#indexLength = checkpoint.indexLength;
    this.#packs = checkpoint.packs.map((pack) => ({ ...pack }));
    const last = this.#packs.at(-1);
    if (last) this.#pack = await openPack(this.#target.workFolder, last.number, false);
  }

  has(key: string, versionId?: string | null): boolean {
    return this.#entries.has(objectName(key, versionId));
  }

  addObject(object: NewObject, body: ObjectBody): Promise<StoredObject> {
    return this.#inTurn(() => this.#add(object, body));
  }

  /** One after the other: a pack is one sequence of bytes. A failure of one does not stop the next. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #add(object: NewObject, body: ObjectBody): Promise<StoredObject> {
    const size = body instanceof Uint8Array ? body.length : (object.sizeBytes ?? 0);
    const { pack, handle } = await this.#packFor(size);
    const member = `object-${String(this.#entries.size + 1).padStart(9, '0')}`;
    const start = pack.length;
    const stored = await appendMember(handle, start, member, object, body).catch(async (thrown: unknown) => {
      await handle.truncate(start);
      return rethrowStorage(thrown, kept);
    });
    const earlier = this.#entries.get(objectName(object.key, object.versionId));
    if (earlier) {
      await handle.truncate(start);
      return sameOrRefuse(earlier, stored.sha256);
    }
    const entry = storedObjectSchema.parse({ ...stored, pack: pack.number });
    pack.length = start + tarBlockBytes + stored.length + tarPadding(stored.length);
    this.#entries.set(entry.name, entry);
    this.#lines.push(`${JSON.stringify(entry)}\n`);
    return entry;
  }

  async #packFor(size: number): Promise<{ pack: { number: number; length: number }; handle: FileHandle }> {
    const last = this.#packs.at(-1);
    const needed = tarBlockBytes + size + tarPadding(size) + tarEnd.length;
    if (last && this.#pack && (last.length === 0 || last.length + needed <= this.#limitBytes))
      return { pack: last, handle: this.#pack };
    await this.#pack?.sync();
    await this.#pack?.close();
    const pack = { number: (last?.number ?? 0) + 1, length: 0 };
    this.#pack = await openPack(this.#target.workFolder, pack.number, true).catch((thrown: unknown) =>
      rethrowStorage(thrown, kept),
    );
    this.#packs.push(pack);
    return { pack, handle: this.#pack };
  }

  checkpoint(): Promise<PackCheckpoint> {
    return this.#inTurn(async () => {
      await this.#request.assertFence?.();
      await this.#flush().catch((thrown: unknown) => rethrowStorage(thrown, kept));
      const packs = this.#packs.map((pack) => ({ ...pack }));
      return { mode: 'pack', packs, indexLength: this.#indexLength, objects: this.#entries.size };
    });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#lines.join(''));
    this.#lines = [];
    await writeFully(this.#index, bytes, this.#indexLength);
    this.#indexLength += bytes.length;
    await Promise.all([this.#pack?.datasync(), this.#index.datasync()]);
  }

  seal(facts: Record<string, unknown>): Promise<SealedItem> {
    return this.#inTurn(async () => {
      await this.#request.assertFence?.();
      await this.#flush().catch((thrown: unknown) => rethrowStorage(thrown, kept));
      await this.#close();
      const files: ItemFile[] = [];
      for (const { number, length } of this.#packs) files.push(await this.#finishPack(number, length));
      files.push(await hashFile(this.#target.workFolder, indexName, this.#indexLength));
      const sizeBytes = files.slice(0, -1).reduce((sum, file) => sum + file.sizeBytes, 0);
      const sha256 = sha256Hex(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''));
      const draft = { mode: 'pack', sizeBytes, objects: this.#entries.size, sha256, files, facts } as const;
      return sealWorkFolder(this.#request, this.#target, draft);
    });
  }

  async #finishPack(number: number, length: number): Promise<ItemFile> {
    const handle = await openPack(this.#target.workFolder, number, false).catch((thrown: unknown) =>
      rethrowStorage(thrown, kept),
    );
    try {
      await handle.truncate(length);
      await writeFully(handle, tarEnd, length);
      await handle.sync();
    } catch (thrown) {
      rethrowStorage(thrown, kept);
    } finally {
      await handle.close();
    }
    return hashFile(this.#target.workFolder, packName(number), length + tarEnd.length);
  }

  async close(): Promise<void> {
    await this.#inTurn(() => this.#close());
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#pack?.close();
    await this.#index.close();
  }
}

/** The same bytes under a name already stored lose nothing; other bytes under it are never taken in silence. */
export function sameOrRefuse(earlier: StoredObject, sha256: string): StoredObject {
  if (earlier.sha256 === sha256) return earlier;
  throw new AppError({
    code: 'evidence.hash_mismatch',
    message: 'An object of this name is already in the evidence item, with other bytes. Both cannot carry one name.',
    facts: { name: earlier.name, stored: earlier.sha256, received: sha256 },
  });
}

async function hashFile(folder: string, name: string, sizeBytes: number): Promise<ItemFile> {
  const handle = await open(join(folder, name), 'r');
  try {
    const hasher = new ChunkHasher((offset, length) => readExactly(handle, offset, length));
    return { name, sizeBytes, ...(await hasher.finish(sizeBytes)) };
  } finally {
    await handle.close();
  }
}
