import { AppError } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import type { ByteRange } from '../evidence-store.ts';
import { hashChunk } from '../item/chunk-hasher.ts';
import type { ItemRef } from '../item/evidence-writer.ts';
import { chunkSizeBytes, type ItemManifest, itemManifestSchema } from '../item/item-manifest.ts';
import { itemPath } from '../item/item-path.ts';
import type { StoredObject } from '../item/stored-object.ts';
import type { ByteSource } from './byte-source.ts';
import { readObjectIndex } from './object-index.ts';
import { RecentMap } from './recent-map.ts';

export interface SealedManifest {
  manifest: ItemManifest;
  manifestSha256: string;
}

/** Where the stored bytes of an object stand. */
export interface ObjectPlace extends ByteRange {
  file: string;
  encoding: 'identity' | 'gzip';
}

/** Reads sealed items. Every byte it gives out comes from a chunk whose hash it compared with the manifest. */
export class ItemReader {
  readonly #source: ByteSource;
  readonly #manifests = new RecentMap<SealedManifest>(16);
  readonly #indexes = new RecentMap<Map<string, StoredObject>>(4);
  /** 32 MiB of verified chunks: opening neighbouring rows reads nothing twice. */
  readonly #chunks = new RecentMap<Uint8Array>(8);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async readManifest(ref: ItemRef): Promise<SealedManifest | null> {
    const path = itemPath(ref);
    const known = this.#manifests.get(path);
    if (known) return known;
    const bytes = await this.#source.readSmall(ref, 'manifest.json');
    if (!bytes) return null;
    const parsed = itemManifestSchema.safeParse(parseJson(bytes));
    if (!parsed.success || parsed.data.evidenceId !== ref.evidenceId || parsed.data.caseId !== ref.caseId)
      throw altered('manifest.json', null, 'The manifest of this evidence item is damaged or belongs to another item.');
    const sealed = { manifest: parsed.data, manifestSha256: sha256Hex(bytes) };
    this.#manifests.set(path, sealed);
    return sealed;
  }

  async manifest(ref: ItemRef): Promise<ItemManifest> {
    const sealed = await this.readManifest(ref);
    if (sealed) return sealed.manifest;
    throw new AppError({ code: 'evidence.not_sealed', message: 'This evidence item is not sealed yet.' });
  }

  async *listObjects(ref: ItemRef): AsyncIterable<StoredObject> {
    const manifest = await this.manifest(ref);
    const index = manifest.files.find(({ name }) => name === 'objects.jsonl');
    if (index) yield* readObjectIndex(this.readFile(ref, index.name, { offset: 0, length: index.sizeBytes }));
  }

  async objectPlace(ref: ItemRef, name: string): Promise<ObjectPlace> {
    const manifest = await this.manifest(ref);
    const [first] = manifest.files;
    if (manifest.mode === 'image' && first && name === first.name)
      return { file: first.name, offset: 0, length: first.sizeBytes, encoding: 'identity' };
    const entry = await this.findObject(ref, name);
    if (!entry)
      throw new AppError({
        code: 'resource.not_found',
        message: 'There is no object of this name in the evidence item.',
      });
    const { offset, length, encoding } = entry;
    return { file: `pack-${String(entry.pack).padStart(4, '0')}.tar`, offset, length, encoding };
  }

  async findObject(ref: ItemRef, name: string): Promise<StoredObject | null> {
    return (await this.#index(ref)).get(name) ?? null;
  }

  async #index(ref: ItemRef): Promise<Map<string, StoredObject>> {
    const path = itemPath(ref);
    const known = this.#indexes.get(path);
    if (known) return known;
    const index = new Map<string, StoredObject>();
    for await (const entry of this.listObjects(ref)) index.set(entry.name, entry);
    this.#indexes.set(path, index);
    return index;
  }

  /** Part of a file, in pieces that end where chunks end. */
  async *readFile(ref: ItemRef, file: string, range: ByteRange): AsyncIterable<Uint8Array> {
    const end = range.offset + range.length;
    for (let at = range.offset; at < end; ) {
      const chunk = Math.floor(at / chunkSizeBytes);
      const bytes = await this.#chunk(ref, file, chunk);
      const from = at - chunk * chunkSizeBytes;
      const piece = bytes.subarray(from, Math.min(bytes.length, from + end - at));
      if (piece.length === 0) throw new RangeError(`${file} ends before byte ${end}`);
      yield piece;
      at += piece.length;
    }
  }

  async #chunk(ref: ItemRef, file: string, chunk: number): Promise<Uint8Array> {
    const key = `${itemPath(ref)}/${file}/${chunk}`;
    const known = this.#chunks.get(key);
    if (known) return known;
    const facts = (await this.manifest(ref)).files.find(({ name }) => name === file);
    const offset = chunk * chunkSizeBytes;
    if (!facts || offset >= facts.sizeBytes) throw new RangeError(`${file} ends before byte ${offset}`);
    const length = Math.min(chunkSizeBytes, facts.sizeBytes - offset);
    const bytes = await this.#source.read(ref, file, offset, length).catch((thrown: unknown) => {
      throw altered(
        file,
        offset,
        `${file} of this evidence item is missing or shorter than when it was sealed.`,
        thrown,
      );
    });
    if ((await hashChunk(bytes)) !== facts.chunks[chunk])
      throw altered(file, offset, `${file}: bytes from ${offset} do not have the hash they were sealed with.`);
    this.#chunks.set(key, bytes);
    return bytes;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function altered(file: string, offset: number | null, message: string, cause?: unknown): AppError {
  return new AppError({ code: 'evidence.hash_mismatch', message, facts: { file, offset }, cause });
}
