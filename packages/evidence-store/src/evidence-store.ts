import type { CustodyEntry, RecordLocation, SeekPoint } from '@virga/domain';
import type { SignedHead } from './custody/signed-head.ts';
import type { ItemRef, ItemRequest, WriterCheckpoint, WriterOf } from './item/evidence-writer.ts';
import type { ItemManifest } from './item/item-manifest.ts';
import type { StoredObject } from './item/stored-object.ts';
import type { HeadAnchor } from './timestamp/head-anchor.ts';
import type { ItemVerdict } from './verify/verify-item.ts';

export interface ByteRange {
  offset: number;
  length: number;
}

export interface RawRecord {
  bytes: Uint8Array;
  /** Always true: a range whose chunk hash does not match throws `evidence.hash_mismatch`. */
  hashChecked: true;
  /** File of the item that holds the stored bytes, for example `pack-0001.tar`. */
  file: string;
  /** Where in the decoded object decoding began: 0, or the offset of the seek point that was used. */
  decodedFrom: number;
}

/**
 * Write-once store of evidence: `evidence/<caseId>/<evidenceId>/{manifest.json, objects.jsonl, pack-0001.tar …, image.raw}`.
 * Ids must be UUIDs or plain names of letters, digits, `-`, `_`; keys of evidence never become paths.
 * Every read is checked against the manifest's chunk hashes.
 */
export interface EvidenceStore {
  /** For people: the folder, or `s3://bucket/prefix`. */
  readonly place: string;
  /** Starts an item from nothing; what an earlier unsealed attempt left is removed. A sealed item: `seal` returns it. */
  createItem<R extends ItemRequest>(request: R): Promise<WriterOf<R>>;
  /** Goes on after a kill at the checkpoint; without one (null) it starts from nothing. */
  resumeItem<R extends ItemRequest>(request: R, checkpoint: WriterCheckpoint | null): Promise<WriterOf<R>>;
  /** Removes the unsealed rest of a cancelled item; never touches a sealed one. */
  discardItem(ref: ItemRef): Promise<void>;

  /** Null when the item is not sealed here. */
  readManifest(ref: ItemRef): Promise<{ manifest: ItemManifest; manifestSha256: string } | null>;
  /** Reads every byte again from the store and compares each chunk with the manifest; used right after `seal`. */
  readBack(ref: ItemRef, signal?: AbortSignal): Promise<ItemVerdict>;
  /** The same at any later time, and the hash of the whole computed anew. */
  verifyItem(ref: ItemRef, signal?: AbortSignal): Promise<ItemVerdict>;

  listObjects(ref: ItemRef): AsyncIterable<StoredObject>;
  /** Bytes that the item takes up in the store: less than its size where an image has holes. */
  storedBytes(ref: ItemRef): Promise<number>;
  /** Null when no pack of the item holds an object of this name; an image's `image.raw` is no such object. */
  findObject(ref: ItemRef, name: string): Promise<StoredObject | null>;
  /** Stored bytes of one object, or part of them, in chunks of at most 4 MiB. An image item has one object: `image.raw`. */
  openObject(ref: ItemRef, name: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Decoded bytes (gunzipped when the object is gzip) from the start; damage throws `evidence.unreadable` with its offset. */
  openDecoded(ref: ItemRef, name: string): AsyncIterable<Uint8Array>;
  /** Stored bytes in one buffer (at most 64 MiB). */
  readObject(caseId: string, evidenceId: string, name: string, range?: ByteRange): Promise<Uint8Array>;
  /**
   * Bytes of one record: offset and length count in the decoded object. At most 64 MiB. A seek point at or before the record
   * spares decoding what comes before it; one that does not fit the bytes is left aside.
   */
  readRecord(caseId: string, location: RecordLocation, from?: SeekPoint): Promise<RawRecord>;
  readImageRange(caseId: string, evidenceId: string, offset: number, length: number): Promise<Uint8Array>;
  /** A whole file of an item by its generated name (`pack-0001.tar`, `manifest.json`), verified chunk by chunk. */
  openFile(ref: ItemRef, file: string): AsyncIterable<Uint8Array>;
  /** A read-only local path of a file of a sealed item, for tools that need one; S3 items are fetched and verified first. */
  localPath(ref: ItemRef, file: string): Promise<string>;

  /** Puts signed heads beside the evidence, append only, with the public key that checks them. */
  appendHead(head: SignedHead, publicKeyPem: string): Promise<void>;
  readHeads(caseId: string): Promise<{ heads: SignedHead[]; publicKeys: string[] }>;
  /** Puts an outside authority's stamp of a head beside the evidence, append only. */
  appendAnchor(anchor: HeadAnchor): Promise<void>;
  readAnchors(caseId: string): Promise<HeadAnchor[]>;
  /** Puts a copy of custody entries beside the evidence, append only: the chain outlives the database. */
  appendCustody(caseId: string, entries: readonly CustodyEntry[]): Promise<void>;
  readCustody(caseId: string): Promise<CustodyEntry[]>;
  /** Bytes still free, or null when the store does not say. */
  freeBytes(): Promise<number | null>;
}
