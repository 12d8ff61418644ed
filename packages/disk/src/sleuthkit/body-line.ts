/** One line of a body file of The Sleuth Kit 3+: `MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime`, seconds. */
export interface BodyLine {
  name: string;
  /** `128` or, on NTFS, `128-1-4` (entry, attribute type, attribute id). */
  inode: string;
  mode: string;
  uid: string;
  gid: string;
  sizeBytes: number;
  accessed: number;
  modified: number;
  changed: number;
  created: number;
  isDeleted: boolean;
  /** Target of a symbolic link. */
  linkTarget: string | null;
}

/** Null when the line is not one of a body file. A name may hold `|`: fields are counted from the right. */
export function parseBodyLine(line: string): BodyLine | null {
  const fields = line.split('|');
  if (fields.length < 11) return null;
  const [inode, mode, uid, gid, size, accessed, modified, changed, created] = fields.slice(-9);
  const numbers = [size, accessed, modified, changed, created].map(Number);
  if (numbers.some((value) => !Number.isSafeInteger(value)) || !/^[\d-]+$/.test(inode!)) return null;
  const written = fields.slice(1, -9).join('|');
  const isDeleted = / \(deleted(-realloc)?\)$/.test(written);
  const name = written.replace(/ \(deleted(-realloc)?\)$/, '');
  const arrow = mode!.startsWith('l/') || mode!.endsWith('l') ? name.indexOf(' -> ') : -1;
  return {
    name: arrow < 0 ? name : name.slice(0, arrow),
    linkTarget: arrow < 0 ? null : name.slice(arrow + 4),
    inode: inode!,
    mode: mode!,
    uid: uid!,
    gid: gid!,
    sizeBytes: numbers[0]!,
    accessed: numbers[1]!,
    modified: numbers[2]!,
    changed: numbers[3]!,
    created: numbers[4]!,
    isDeleted,
  };
}
