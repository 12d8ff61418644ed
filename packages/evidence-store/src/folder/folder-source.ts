import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemRef } from '../item/evidence-writer.ts';
import { itemPath } from '../item/item-path.ts';
import type { ByteSource } from '../read/byte-source.ts';
import { readExactly } from './read-exactly.ts';

/** Sealed items under `root`, as `<caseId>/<evidenceId>/<file>`. */
export function folderSource(root: string): ByteSource {
  const pathOf = (ref: ItemRef, file: string) => join(root, itemPath(ref), file);
  return {
    readSmall: (ref, file) => readFile(pathOf(ref, file)).catch(nullWhenMissing),
    read: async (ref, file, offset, length) => {
      const handle = await open(pathOf(ref, file), 'r');
      try {
        return await readExactly(handle, offset, length);
      } finally {
        await handle.close();
      }
    },
    list: async (ref) => {
      const folder = join(root, itemPath(ref));
      const names = await readdir(folder).catch(nullWhenMissing);
      if (!names) return null;
      return Promise.all(names.map(async (name) => ({ name, sizeBytes: (await stat(join(folder, name))).size })));
    },
  };
}

function nullWhenMissing(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null;
  throw thrown;
}
