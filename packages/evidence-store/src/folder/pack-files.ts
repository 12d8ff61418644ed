import { constants, copyFile, type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { rethrowStorage } from '../item/store-full.ts';
import { syncFolder } from './work-folder.ts';

export const indexName = 'objects.jsonl';

export function packName(number: number): string {
  return `pack-${String(number).padStart(4, '0')}.tar`;
}

/**
 * Brings the packs and the index back to a checkpoint: what came after it is cut, files it does not know are removed.
 * The files that will grow again are copied to new ones first, so that a writer which still holds the old ones open
 * writes into nothing.
 */
export async function restorePackFiles(
  folder: string,
  packs: readonly { number: number; length: number }[],
  indexLength: number,
): Promise<void> {
  const wanted = new Set([indexName, ...packs.map(({ number }) => packName(number))]);
  for (const name of await readdir(folder)) if (!wanted.has(name)) await rm(join(folder, name), { force: true });
  const last = packs.at(-1);
  if (last) await renewCut(folder, packName(last.number), last.length);
  await renewCut(folder, indexName, indexLength);
  await syncFolder(folder);
}

async function renewCut(folder: string, name: string, length: number): Promise<void> {
  const path = join(folder, name);
  const copy = `${path}.new`;
  await copyFile(path, copy, constants.COPYFILE_FICLONE).catch(async (thrown: NodeJS.ErrnoException) => {
    // Half a copy would take the room that the next try needs.
    await rm(copy, { force: true });
    if (thrown.code === 'ENOENT') throw thrown;
    return rethrowStorage(thrown, 'Every object up to the last checkpoint is kept.');
  });
  const handle = await open(copy, 'r+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size < length)
      throw new AppError({
        code: 'resource.gone',
        message: `The unsealed part of this evidence item is damaged: ${name} is shorter than at its checkpoint. Collect it again.`,
      });
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(copy, path);
}

export async function openPack(folder: string, number: number, isNew: boolean): Promise<FileHandle> {
  const handle = await open(join(folder, packName(number)), isNew ? 'wx+' : 'r+', 0o600);
  if (isNew) await syncFolder(folder);
  return handle;
}
