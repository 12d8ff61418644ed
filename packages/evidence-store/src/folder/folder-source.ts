import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemRef } from '../item/evidence-writer.ts';
import { itemPath } from '../item/item-path.ts';
import type { ByteSource } from '../read/byte-source.ts';
import { readExactly } from './read-exactly.ts';

/** What st_blocks counts in (POSIX leaves it open; Linux says 512 in stat(2)). */
const statBlockBytes = 512;

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
      return Promise.all(
        names.map(async (name) => {
          const { size, blocks } = await stat(join(folder, name));
          return { name, sizeBytes: size, storedBytes: blocks * statBlockBytes };
        }),
      );
    },
  };
}

function nullWhenMissing(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null;
  throw thrown;
}
