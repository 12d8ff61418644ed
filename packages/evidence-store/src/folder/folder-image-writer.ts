import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ChunkBitmap } from '../item/chunk-bitmap.ts';
import { isZero } from '../item/chunk-hasher.ts';
import type { ImageCheckpoint, ImageRequest, ImageWriter, SealedItem } from '../item/evidence-writer.ts';
import { HashThread } from '../item/hash-thread.ts';
import { chunkSizeBytes, type ItemFile } from '../item/item-manifest.ts';
import { rethrowStorage } from '../item/store-full.ts';
import { writeFully } from './read-exactly.ts';
import { type ManifestDraft, type SealTarget, sealWorkFolder } from './seal-work-folder.ts';
import { syncFolder } from './work-folder.ts';

const fileName = 'image.raw';
const kept = 'The blocks of the image up to the last checkpoint are kept.';

/** Sparse `image.raw` in a work folder; see `ImageWriter` for the contract. */
export class FolderImageWriter implements ImageWriter {
  readonly mode = 'image';
  readonly caseId: string;
  readonly evidenceId: string;
  readonly #request: ImageRequest;
  readonly #target: SealTarget;
  readonly #handle: FileHandle;
  #written: ChunkBitmap;
  #size: number;
  #hasher: HashThread;
  #open = true;

  private constructor(
    request: ImageRequest,
    target: SealTarget,
    handle: FileHandle,
    checkpoint: ImageCheckpoint | null,
  ) {
    this.caseId = request.caseId;
    this.evidenceId = request.evidenceId;
    this.#request = request;
    this.#target = target;
    this.#handle = handle;
    this.#size = checkpoint?.sizeBytes ?? request.sizeBytes;
    this.#written = new ChunkBitmap(this.#size, checkpoint?.written);
    this.#hasher = new HashThread(handle.fd);
  }

  static async open(
    request: ImageRequest,
    target: SealTarget,
    checkpoint: ImageCheckpoint | null,
  ): Promise<FolderImageWriter> {
    const handle = await open(join(target.workFolder, fileName), checkpoint ? 'r+' : 'w+', 0o600);
    try {
      await handle.truncate(checkpoint?.sizeBytes ?? request.sizeBytes);
      await syncFolder(target.workFolder);
      return new FolderImageWriter(request, target, handle, checkpoint);
    } catch (thrown) {
      await handle.close();
      return rethrowStorage(thrown, 'Nothing was written yet.');
    }
  }

  get sizeBytes(): number {
    return this.#size;
  }

  async writeAt(offset: number, bytes: Uint8Array): Promise<void> {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + bytes.length > this.#size)
      throw new RangeError(`a write of ${bytes.length} bytes at ${offset} leaves the image of ${this.#size} bytes`);
    if (offset < this.#hasher.frontier)
      throw new RangeError(`bytes below ${this.#hasher.frontier} were declared final; a write at ${offset} came late`);
    if (bytes.length === 0 || this.#staysHole(offset, bytes)) return;
    this.#written.mark(offset, bytes.length);
    await writeFully(this.#handle, bytes, offset).catch((thrown: unknown) => rethrowStorage(thrown, kept));
  }

  #staysHole(offset: number, bytes: Uint8Array): boolean {
    return bytes.length <= chunkSizeBytes && !this.#written.hasAny(offset, bytes.length) && isZero(bytes);
  }

  async truncate(sizeBytes: number): Promise<void> {
    await this.#handle.truncate(sizeBytes).catch((thrown: unknown) => rethrowStorage(thrown, kept));
    this.#size = sizeBytes;
    this.#written = this.#written.resized(sizeBytes);
    await this.#hasher.stop();
    this.#hasher = new HashThread(this.#handle.fd);
  }

  finalUpTo(offset: number): void {
    this.#hasher.advance(Math.min(offset, this.#size), this.#written.toBytes());
  }

  async checkpoint(): Promise<ImageCheckpoint> {
    await this.#request.assertFence?.();
    const state: ImageCheckpoint = { mode: 'image', sizeBytes: this.#size, written: this.#written.toBase64() };
    await this.#handle.datasync().catch((thrown: unknown) => rethrowStorage(thrown, kept));
    return state;
  }

  async seal(facts: Record<string, unknown>): Promise<SealedItem> {
    await this.#request.assertFence?.();
    // The disk works on the dirty pages while the rest is hashed.
    const [hashes] = await Promise.all([
      this.#hasher.finish(this.#size, this.#written.toBytes()),
      this.#handle.sync().catch((thrown: unknown) => rethrowStorage(thrown, kept)),
    ]);
    await this.close();
    const file: ItemFile = { name: fileName, sizeBytes: this.#size, ...hashes };
    const draft: ManifestDraft = {
      mode: 'image',
      sizeBytes: this.#size,
      objects: 1,
      sha256: hashes.sha256,
      files: [file],
      facts,
    } as const;
    return sealWorkFolder(this.#request, this.#target, draft);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#hasher.stop();
    await this.#handle.close();
  }
}
