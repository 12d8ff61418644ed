import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readExactly } from '../folder/read-exactly.ts';
import type { FileTree } from './file-tree.ts';

/** A folder on disk. Links are named and never followed. */
export async function folderTree(root: string): Promise<FileTree> {
  const files = new Map<string, number>();
  const problems: string[] = [];
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = relative(root, full).split(sep).join('/');
    if (entry.isFile()) files.set(path, (await stat(full)).size);
    else problems.push(`${path} is no regular file.`);
  }
  return {
    files,
    problems,
    read: async (path, offset, length) => {
      if (!files.has(path)) throw new RangeError(`there is no file ${path}`);
      const handle = await open(join(root, path), 'r');
      try {
        return await readExactly(handle, offset, length);
      } finally {
        await handle.close();
      }
    },
    close: async () => undefined,
  };
}
