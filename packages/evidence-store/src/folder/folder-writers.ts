import { join } from 'node:path';
import { AppError } from '@virga/domain';
import type { EvidenceStore } from '../evidence-store.ts';
import type { ItemRequest, WriterCheckpoint, WriterOf } from '../item/evidence-writer.ts';
import { itemPath } from '../item/item-path.ts';
import { FolderImageWriter } from './folder-image-writer.ts';
import { FolderPackWriter } from './folder-pack-writer.ts';
import type { SealTarget } from './seal-work-folder.ts';
import { sealedImageWriter, sealedPackWriter } from './sealed-writer.ts';
import { createWorkFolder, takeOverWorkFolder } from './work-folder.ts';

type Reads = Pick<EvidenceStore, 'readManifest' | 'listObjects' | 'readImageRange'>;

/** The writing half of a folder store. `reads` answers for items that are sealed already. */
export function folderWriters(
  root: string,
  tool: string,
  reads: Reads,
): Pick<EvidenceStore, 'createItem' | 'resumeItem'> {
  const targetOf = (request: ItemRequest, workFolder: string): SealTarget => ({
    workFolder,
    finalFolder: join(root, itemPath(request)),
    tool,
    sealed: () => reads.readManifest(request),
  });
  const start = async (request: ItemRequest, checkpoint: WriterCheckpoint | null) => {
    await request.assertFence?.();
    const sealed = await reads.readManifest(request);
    if (sealed) {
      if (sealed.manifest.mode !== request.mode) throw otherMode();
      return request.mode === 'pack'
        ? sealedPackWriter(reads, request, sealed)
        : sealedImageWriter(reads, request, sealed);
    }
    const workFolder = checkpoint ? await takeOverWorkFolder(root, request) : await createWorkFolder(root, request);
    if (!workFolder) throw gone();
    if (checkpoint && checkpoint.mode !== request.mode) throw otherMode();
    const target = targetOf(request, workFolder);
    return request.mode === 'pack'
      ? FolderPackWriter.open(request, target, checkpoint?.mode === 'pack' ? checkpoint : null)
      : FolderImageWriter.open(request, target, checkpoint?.mode === 'image' ? checkpoint : null);
  };
  return {
    createItem: <R extends ItemRequest>(request: R) => start(request, null) as Promise<WriterOf<R>>,
    resumeItem: <R extends ItemRequest>(request: R, checkpoint: WriterCheckpoint | null) =>
      start(request, checkpoint) as Promise<WriterOf<R>>,
  };
}

function otherMode(): AppError {
  return new AppError({
    code: 'resource.conflict',
    message: 'This evidence item was begun in another form (packs or image); collect into a new item.',
  });
}

function gone(): AppError {
  return new AppError({
    code: 'resource.gone',
    message: 'The unsealed part of this evidence item is no longer in the store. Collect it again from the start.',
  });
}
