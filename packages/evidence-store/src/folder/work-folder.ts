import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ItemRef } from '../item/evidence-writer.ts';
import { checkedId, itemPath } from '../item/item-path.ts';

/**
 * Unsealed items live in `<caseId>/<evidenceId>.part-<token>`. Every writer that takes an item over renames the folder
 * to a token of its own: whatever an earlier writer still does by path fails, so two can never seal the same item.
 */
const marker = '.part-';

export async function createWorkFolder(root: string, ref: ItemRef): Promise<string> {
  await removeWorkFolders(root, ref);
  const folder = newName(root, ref);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(folder));
  return folder;
}

/** Null when nothing unsealed is left of the item. */
export async function takeOverWorkFolder(root: string, ref: ItemRef): Promise<string | null> {
  const [found] = await listWorkFolders(root, ref);
  if (!found) return null;
  const folder = newName(root, ref);
  await rename(found, folder);
  await syncFolder(dirname(folder));
  return folder;
}

export async function removeWorkFolders(root: string, ref: ItemRef): Promise<void> {
  for (const folder of await listWorkFolders(root, ref)) await rm(folder, { recursive: true, force: true });
}

async function listWorkFolders(root: string, ref: ItemRef): Promise<string[]> {
  const caseFolder = join(root, checkedId(ref.caseId));
  const names = await readdir(caseFolder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  const prefix = `${checkedId(ref.evidenceId)}${marker}`;
  return names.filter((name) => name.startsWith(prefix)).map((name) => join(caseFolder, name));
}

function newName(root: string, ref: ItemRef): string {
  return join(root, `${itemPath(ref)}${marker}${randomBytes(6).toString('hex')}`);
}

/** Makes names of a folder durable: a rename survives power loss only after this. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
