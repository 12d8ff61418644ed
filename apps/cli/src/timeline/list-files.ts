import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { detectFormat } from '@virga/formats';

export type FoundFile =
  | { kind: 'read'; path: string }
  | { kind: 'skipped'; path: string; reason: string }
  | { kind: 'unreadable'; path: string; reason: string };

const headBytes = 64 * 1024;

/** Every file under the paths given, in the order given and by name inside folders, with what is to be done with it. */
export async function* listFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    if (path === '-') {
      yield { kind: 'read', path };
      continue;
    }
    try {
      const info = await stat(path);
      if (info.isDirectory()) yield* listFolder(path);
      // A file named by hand is read whatever it looks like: what is no record is then rejected by name.
      else yield (info.isFile() && (await excluded(path))) || { kind: 'read', path };
    } catch (error) {
      yield { kind: 'unreadable', path, reason: reasonOf(error) };
    }
  }
}

async function* listFolder(folder: string): AsyncGenerator<FoundFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'unreadable', path: folder, reason: reasonOf(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(path);
    else if (entry.isSymbolicLink())
      yield { kind: 'skipped', path, reason: 'a symbolic link: name its target instead' };
    else if (!entry.isFile()) yield { kind: 'skipped', path, reason: 'not an ordinary file' };
    else yield await judgeFile(path);
  }
}

/** In a folder, what is not even by name or content a log is skipped and named; anything that may be one is read. */
async function judgeFile(path: string): Promise<FoundFile> {
  try {
    const head = await readHead(path);
    const detected = detectFormat(head, path);
    if (detected.kind === 'excluded') return { kind: 'skipped', path, reason: detected.reason };
    const mayBeLog =
      detected.kind === 'format' ||
      /\.(json|jsonl|ndjson|gz|log)$/i.test(path) ||
      /^\s*[[{]/.test(head.toString('latin1'));
    return mayBeLog ? { kind: 'read', path } : { kind: 'skipped', path, reason: detected.reason };
  } catch (error) {
    return { kind: 'unreadable', path, reason: reasonOf(error) };
  }
}

async function excluded(path: string): Promise<FoundFile | null> {
  const detected = detectFormat(await readHead(path), path);
  return detected.kind === 'excluded' ? { kind: 'skipped', path, reason: detected.reason } : null;
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  return `it cannot be opened: ${code}`;
}
