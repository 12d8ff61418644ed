import type { Readable } from 'node:stream';
import type { ItemManifest } from './item-manifest.ts';
import type { StoredObject } from './stored-object.ts';

export interface ItemRef {
  caseId: string;
  evidenceId: string;
}

interface ItemRequestBase extends ItemRef {
  /** Called before every durable step; throws `lease.lost` when another worker took over. */
  assertFence?: () => Promise<void>;
}
export interface PackRequest extends ItemRequestBase {
  mode: 'pack';
}
export interface ImageRequest extends ItemRequestBase {
  mode: 'image';
  /** Size of the disk in bytes; the file is truncated to it at once, so it costs only what is written. */
  sizeBytes: number;
}
export type ItemRequest = PackRequest | ImageRequest;

/** Durable before it is returned; kept by the caller in its row and given to `resumeItem` after a kill. JSON values only. */
export interface PackCheckpoint {
  mode: 'pack';
  packs: { number: number; length: number }[];
  /** Bytes of `objects.jsonl` that are durable. */
  indexLength: number;
  objects: number;
}
export interface ImageCheckpoint {
  mode: 'image';
  sizeBytes: number;
  /** Bitmap of 4 MiB chunks that were ever written, base64, lowest bit first: the rest is known to be zeros. */
  written: string;
}
export type WriterCheckpoint = PackCheckpoint | ImageCheckpoint;

export interface NewObject {
  key: string;
  versionId?: string | null;
  etag?: string | null;
  /** As the provider wrote it. */
  lastModified?: string | null;
  metadata?: Record<string, string>;
  claimedHash?: { algorithm: string; value: string } | null;
  /** When known: decides whether the object begins a new pack, and a stream of another length fails. */
  sizeBytes?: number;
}
export type ObjectBody = Uint8Array | Readable | AsyncIterable<Uint8Array>;

export interface SealedItem {
  manifest: ItemManifest;
  /** SHA-256 of the bytes of `manifest.json`: what the custody entry holds. */
  manifestSha256: string;
  /** True when the item had been sealed before and nothing was written now. */
  alreadySealed: boolean;
}

interface WriterBase extends ItemRef {
  /** Hashes, writes the manifest, fsyncs, renames, makes read-only. Errors: `evidence.store_full`, `lease.lost`. */
  seal(facts: Record<string, unknown>): Promise<SealedItem>;
  /** Closes file handles and leaves everything for `resumeItem`. Safe to call twice and after seal. */
  close(): Promise<void>;
}

export interface PackWriter extends WriterBase {
  readonly mode: 'pack';
  /**
   * Streams the bytes as received into the pack, hashing them. Calls are served one after the other. The same name with
   * the same bytes again changes nothing and returns the first entry; with other bytes it is `evidence.hash_mismatch`.
   */
  addObject(object: NewObject, body: ObjectBody): Promise<StoredObject>;
  /** True when an object of this key and version is already in the item (after a resume: up to the checkpoint). */
  has(key: string, versionId?: string | null): boolean;
  checkpoint(): Promise<PackCheckpoint>;
}

export interface ImageWriter extends WriterBase {
  readonly mode: 'image';
  readonly sizeBytes: number;
  writeAt(offset: number, bytes: Uint8Array): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  /**
   * A promise of the caller that no byte below `offset` will be written any more: hashing runs behind it during the
   * transfer, so that sealing has only the rest to do. Never required.
   */
  finalUpTo(offset: number): void;
  /** fdatasync, then the state: everything written before this call survives kill -9 and power loss. */
  checkpoint(): Promise<ImageCheckpoint>;
}

export type WriterOf<R extends ItemRequest> = R extends PackRequest ? PackWriter : ImageWriter;
