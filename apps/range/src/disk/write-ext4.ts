import { type DirectoryEntry, writeDirectory } from './ext4-directory.ts';
import { writeInode } from './ext4-inode.ts';
import { BLOCK, createSpace, FIRST_INODE, ROOT_INODE, type Space, takeBlocks } from './ext4-layout.ts';
import { writeSuperblock } from './ext4-superblock.ts';
import { type FileNode, type FileTree, nameOf, parentOf } from './file-tree.ts';

interface Placed {
  node: FileNode;
  inode: number;
}

/**
 * Writes a file system of at most 128 MiB without any tool: the bytes of the partition.
 * The same tree gives the same bytes on every machine.
 */
export function writeExt4(tree: FileTree): Buffer {
  const image = Buffer.alloc(tree.sizeBytes);
  const space = createSpace(tree.sizeBytes);
  const placed = placeNodes(tree);
  for (const { node, inode } of placed.values()) {
    if (node.deletedAtMs === undefined) space.usedInodes.add(inode);
    if (node.kind === 'directory') writeDirectoryNode(image, space, placed, node, inode);
    else writeContent(image, space, node, inode);
  }
  writeSuperblock(image, tree, space);
  return image;
}

/** Gives every node its inode: the root 2, lost+found 11, the others in their order. */
function placeNodes(tree: FileTree): Map<string, Placed> {
  const times = { modifiedMs: tree.madeMs, accessedMs: tree.madeMs, changedMs: tree.madeMs, bornMs: tree.madeMs };
  const directory = { kind: 'directory', uid: 0, gid: 0, content: Buffer.alloc(0), times } as const;
  const root = tree.nodes.find((node) => node.path === '/') ?? { ...directory, path: '/', mode: 0o755 };
  const lostAndFound: FileNode = { ...directory, path: '/lost+found', mode: 0o700 };
  const placed = new Map<string, Placed>([
    ['/', { node: root, inode: ROOT_INODE }],
    ['/lost+found', { node: lostAndFound, inode: FIRST_INODE }],
  ]);
  let inode = FIRST_INODE + 1;
  for (const node of tree.nodes) {
    if (node.path === '/') continue;
    if (!placed.has(parentOf(node.path))) throw new Error(`the parent of ${node.path} must be listed before it`);
    placed.set(node.path, { node, inode: inode++ });
  }
  return placed;
}

function writeDirectoryNode(
  image: Buffer,
  space: Space,
  placed: Map<string, Placed>,
  node: FileNode,
  inode: number,
): void {
  const children = [...placed.values()].filter(
    (child) => child.node.path !== '/' && parentOf(child.node.path) === node.path,
  );
  const parent = placed.get(parentOf(node.path))!;
  const entries: DirectoryEntry[] = [
    { inode, name: '.', kind: 'directory', isDeleted: false },
    { inode: parent.inode, name: '..', kind: 'directory', isDeleted: false },
    ...children.map((child) => ({
      inode: child.inode,
      name: nameOf(child.node.path),
      kind: child.node.kind,
      isDeleted: child.node.deletedAtMs !== undefined,
    })),
  ];
  const first = takeBlocks(space, 1);
  writeDirectory(image, first, entries);
  space.directories++;
  const subdirectories = children.filter((child) => child.node.kind === 'directory').length;
  writeInode(image, {
    ...node,
    number: inode,
    links: 2 + subdirectories,
    sizeBytes: BLOCK,
    extent: { first, count: 1 },
  });
}

function writeContent(image: Buffer, space: Space, node: FileNode, inode: number): void {
  const { content } = node;
  const base = { ...node, number: inode, links: node.deletedAtMs === undefined ? 1 : 0, sizeBytes: content.length };
  if (node.kind === 'symlink' && content.length < 60) {
    writeInode(image, { ...base, inlineTarget: content });
    return;
  }
  const count = Math.ceil(content.length / BLOCK);
  if (count === 0) {
    writeInode(image, base);
    return;
  }
  const first = takeBlocks(space, count);
  content.copy(image, first * BLOCK);
  if (node.deletedAtMs !== undefined) for (let i = 0; i < count; i++) space.released.add(first + i);
  writeInode(image, { ...base, extent: { first, count } });
}
