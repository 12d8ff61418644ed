import { createHash } from 'node:crypto';
import { AppError } from '@virga/domain';
import type { EvidenceStore } from '../evidence-store.ts';
import { ChunkBitmap } from '../item/chunk-bitmap.ts';
import type {
  ImageCheckpoint,
  ImageWriter,
  ItemRef,
  NewObject,
  ObjectBody,
  PackCheckpoint,
  PackWriter,
  SealedItem,
} from '../item/evidence-writer.ts';
import type { ItemManifest } from '../item/item-manifest.ts';
import { objectName, type StoredObject } from '../item/stored-object.ts';
import { sameOrRefuse } from './folder-pack-writer.ts';

type Reader = Pick<EvidenceStore, 'listObjects' | 'readImageRange'>;
interface Sealed {
  manifest: ItemManifest;
  manifestSha256: string;
}

/**
 * Writer of an item that is sealed already: a step that runs again after a crash between the seal and its own record.
 * It changes nothing; the same bytes are accepted, other bytes are refused.
 */
export async function sealedPackWriter(store: Reader, ref: ItemRef, sealed: Sealed): Promise<PackWriter> {
  const entries = new Map<string, StoredObject>();
  for await (const entry of store.listObjects(ref)) entries.set(entry.name, entry);
  const checkpoint: PackCheckpoint = { mode: 'pack', packs: [], indexLength: 0, objects: entries.size };
  return {
    ...base(ref, sealed),
    mode: 'pack',
    has: (key, versionId) => entries.has(objectName(key, versionId)),
    addObject: (object, body) => compareObject(entries, object, body),
    checkpoint: async () => checkpoint,
  };
}

export function sealedImageWriter(store: Reader, ref: ItemRef, sealed: Sealed): ImageWriter {
  const { sizeBytes } = sealed.manifest;
  const written = new ChunkBitmap(sizeBytes).toBase64();
  const checkpoint: ImageCheckpoint = { mode: 'image', sizeBytes, written };
  return {
    ...base(ref, sealed),
    mode: 'image',
    sizeBytes,
    writeAt: async (offset, bytes) => {
      const stored = await store.readImageRange(ref.caseId, ref.evidenceId, offset, bytes.length);
      if (Buffer.compare(stored, bytes) !== 0) throw alreadySealed();
    },
    truncate: async (size) => {
      if (size !== sizeBytes) throw alreadySealed();
    },
    finalUpTo: () => undefined,
    checkpoint: async () => checkpoint,
  };
}

function base(ref: ItemRef, sealed: Sealed) {
  return {
    caseId: ref.caseId,
    evidenceId: ref.evidenceId,
    seal: async (): Promise<SealedItem> => ({ ...sealed, alreadySealed: true }),
    close: async () => undefined,
  };
}

async function compareObject(entries: Map<string, StoredObject>, object: NewObject, body: ObjectBody) {
  const earlier = entries.get(objectName(object.key, object.versionId));
  if (!earlier) throw alreadySealed();
  const hash = createHash('sha256');
  for await (const bytes of body instanceof Uint8Array ? [body] : body) hash.update(bytes);
  return sameOrRefuse(earlier, hash.digest('hex'));
}

function alreadySealed(): AppError {
  return new AppError({
    code: 'resource.conflict',
    message: 'This evidence item is sealed. A sealed item takes nothing more; collect into a new item.',
  });
}
