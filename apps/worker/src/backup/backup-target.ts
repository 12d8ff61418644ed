import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@virga/domain';
import { pack } from 'tar-stream';

export interface BackupTarget {
  /** Where the whole backup will stand. */
  readonly place: string;
  /** A folder on the same disk for what has to be written before its size is known; removed at the end. */
  readonly scratch: string;
  put(path: string, sizeBytes: number, bytes: Readable): Promise<void>;
  /** Gives it its name: before that there is nothing that could be taken for a backup. */
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * `to` ending in `.tar`: that file. A folder that exists: a new tar file in it, named by the time. Anything else: a new
 * folder of that name. Nothing is ever overwritten.
 */
export async function openTarget(to: string, now: Date): Promise<BackupTarget> {
  const wanted = resolve(to);
  const present = await stat(wanted).catch(() => null);
  const name = `virga-backup-${now.toISOString().replace(/[-:]|\.\d+/g, '')}.tar`;
  const place = present?.isDirectory() ? join(wanted, name) : wanted;
  if (place === wanted ? present : await stat(place).catch(() => null))
    throw new AppError({ code: 'resource.conflict', message: `${place} exists already; a backup overwrites nothing.` });
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const work = join(dirname(place), `.${basename(place)}.partial-${process.pid}`);
  await mkdir(join(work, 'scratch'), { recursive: true, mode: 0o700 });
  const target = place.endsWith('.tar') ? tarTarget(join(work, 'backup.tar')) : folderTarget(join(work, 'backup'));
  return {
    place,
    scratch: join(work, 'scratch'),
    put: target.put,
    async finish() {
      await target.close();
      await rename(target.path, place);
      await syncFolder(dirname(place));
      await rm(work, { recursive: true, force: true });
    },
    discard: () => rm(work, { recursive: true, force: true }),
  };
}

interface OpenTarget {
  path: string;
  put: BackupTarget['put'];
  close(): Promise<void>;
}

function tarTarget(path: string): OpenTarget {
  const archive = pack();
  const written = pipeline(archive, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
  // Reported by close(), or by the entry that can no longer be written.
  written.catch(() => undefined);
  return {
    path,
    async put(name, size, bytes) {
      const entry = archive.entry({ name, size, mode: 0o600, mtime: new Date(0) });
      await Promise.race([
        pipeline(bytes, entry),
        written.then(() => Promise.reject(new Error('the archive ended early'))),
      ]);
    },
    async close() {
      archive.finalize();
      await written;
    },
  };
}

function folderTarget(path: string): OpenTarget {
  return {
    path,
    async put(name, _size, bytes) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await pipeline(bytes, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
    },
    close: async () => undefined,
  };
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
