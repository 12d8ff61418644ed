/** What stands in a staged file system. Times are epoch milliseconds; ext4 gets whole seconds of them. */
export interface FileTimes {
  modifiedMs: number;
  accessedMs: number;
  /** Of the inode. */
  changedMs: number;
  bornMs: number;
}

export interface FileNode {
  /** Absolute, without a closing slash; parents must be listed too, before their children. */
  path: string;
  kind: 'directory' | 'file' | 'symlink';
  /** Permission bits, e.g. 0o644. */
  mode: number;
  uid: number;
  gid: number;
  /** File content, or the target of a symlink. */
  content: Buffer;
  times: FileTimes;
  /** The file was deleted at that moment: its name and blocks are left over, its inode is free. */
  deletedAtMs?: number;
}

export interface FileTree {
  label: string;
  /** UUID of the file system: fixed, so that the image is the same every time. */
  uuid: string;
  sizeBytes: number;
  nodes: FileNode[];
  /** When the file system was made. */
  madeMs: number;
  writtenMs: number;
}

/** Parent of an absolute path. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
