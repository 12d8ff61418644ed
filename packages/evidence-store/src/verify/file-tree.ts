import type { ItemRef } from '../item/evidence-writer.ts';
import { itemPath } from '../item/item-path.ts';
import type { ByteSource } from '../read/byte-source.ts';

/** Files to be verified, wherever they stand: a folder, or an archive that is read in place and never unpacked. */
export interface FileTree {
  /** Path with `/` relative to the root → bytes. Regular files only. */
  files: ReadonlyMap<string, number>;
  /** What is in the place besides regular files, in sentences. */
  problems: string[];
  /** Exactly `length` bytes; throws RangeError when the file ends before. */
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const pieceBytes = 4 * 1024 * 1024;
/** Manifests, chains and heads are read whole; one beyond this is not one of ours. */
const largestWholeBytes = 512 * 1024 * 1024;

/** The whole of a file, or null when it is not there. */
export async function readWhole(tree: FileTree, path: string): Promise<Uint8Array | null> {
  const size = tree.files.get(path);
  if (size === undefined || size > largestWholeBytes) return null;
  return tree.read(path, 0, size);
}

export async function* readPieces(tree: FileTree, path: string): AsyncIterable<Uint8Array> {
  const size = tree.files.get(path) ?? 0;
  for (let at = 0; at < size; at += pieceBytes) yield await tree.read(path, at, Math.min(pieceBytes, size - at));
}

/** Items of one case below `base` (`data/evidence/<caseId>/`, or '' for the case's own folder), as the store's readers want them. */
export function treeSource(tree: FileTree, base: string): ByteSource {
  const folderOf = (ref: ItemRef) => `${base}${itemPath(ref).split('/')[1]}/`;
  return {
    readSmall: (ref, file) => readWhole(tree, folderOf(ref) + file),
    read: (ref, file, offset, length) => tree.read(folderOf(ref) + file, offset, length),
    list: async (ref) => {
      const folder = folderOf(ref);
      const found = [...tree.files].filter(([path]) => path.startsWith(folder));
      if (found.length === 0) return null;
      return found.map(([path, sizeBytes]) => ({ name: path.slice(folder.length), sizeBytes, storedBytes: sizeBytes }));
    },
  };
}
