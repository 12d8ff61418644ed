/** Collects the nodes of a staged disk: directories first, every time of a file stated or taken from its birth. */
import type { FileNode, FileTimes } from '../../../disk/index.ts';

export interface TreeBuilder {
  nodes: FileNode[];
  /** Adds directories down to the path. */
  directory(path: string, bornMs: number, rest?: Partial<FileNode>): void;
  file(path: string, content: string | Buffer, bornMs: number, rest?: FileRest): void;
  link(path: string, target: string, bornMs: number): void;
}

type FileRest = Partial<Pick<FileNode, 'mode' | 'uid' | 'gid' | 'deletedAtMs'>> & Partial<FileTimes>;

export function createTreeBuilder(rootBornMs: number): TreeBuilder {
  const nodes: FileNode[] = [];
  const known = new Set<string>();
  const add = (node: FileNode): void => {
    nodes.push(node);
    known.add(node.path);
  };
  const directory: TreeBuilder['directory'] = (path, bornMs, rest = {}) => {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (path !== '/' && !known.has(parent)) directory(parent, bornMs);
    if (known.has(path)) return;
    const times = timesOf(bornMs, rest.times ?? {});
    add({ path, kind: 'directory', mode: 0o755, uid: 0, gid: 0, content: Buffer.alloc(0), ...rest, times });
  };
  directory('/', rootBornMs);
  return {
    nodes,
    directory,
    file: (path, content, bornMs, rest = {}) => {
      directory(path.slice(0, path.lastIndexOf('/')) || '/', rootBornMs);
      touch(nodes, path, Math.max(bornMs, rest.deletedAtMs ?? 0));
      const { mode = 0o644, uid = 0, gid = 0, deletedAtMs } = rest;
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      add({
        path,
        kind: 'file',
        mode,
        uid,
        gid,
        content: bytes,
        times: timesOf(bornMs, rest),
        ...(deletedAtMs === undefined ? {} : { deletedAtMs }),
      });
    },
    link: (path, target, bornMs) => {
      directory(path.slice(0, path.lastIndexOf('/')) || '/', rootBornMs);
      add({
        path,
        kind: 'symlink',
        mode: 0o777,
        uid: 0,
        gid: 0,
        content: Buffer.from(target),
        times: timesOf(bornMs, {}),
      });
    },
  };
}

function timesOf(bornMs: number, given: Partial<FileTimes>): FileTimes {
  const modifiedMs = given.modifiedMs ?? bornMs;
  return {
    bornMs: given.bornMs ?? bornMs,
    modifiedMs,
    accessedMs: given.accessedMs ?? modifiedMs,
    changedMs: given.changedMs ?? Math.max(bornMs, modifiedMs),
  };
}

/** A file made or deleted in a directory changes the directory's own times. */
function touch(nodes: FileNode[], path: string, atMs: number): void {
  const parent = path.slice(0, path.lastIndexOf('/')) || '/';
  const node = nodes.find((candidate) => candidate.path === parent);
  if (!node || node.times.modifiedMs >= atMs) return;
  node.times = { ...node.times, modifiedMs: atMs, changedMs: atMs };
}
