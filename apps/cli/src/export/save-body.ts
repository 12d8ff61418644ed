import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface SavedFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Where the file will stand: `to` itself, or below it when it is a folder. Throws when something is there. */
export function placeFor(to: string, name: string): string {
  const isFolder = existsSync(to) && statSync(to).isDirectory();
  const path = isFolder ? join(to, name) : to;
  if (existsSync(path)) throw new Error(`${path} exists already; nothing is overwritten`);
  return path;
}

/** Writes a body beside `path`; `check` looks at the whole file before it gets its name. Nothing stays when it throws. */
export async function saveBody(
  response: Response,
  path: string,
  check: (file: SavedFile) => Promise<void>,
): Promise<SavedFile> {
  // The name keeps its ending: some checks go by it.
  const partial = join(path, '..', `.partial-${process.pid}-${path.split('/').at(-1)}`);
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    const body = Readable.fromWeb(response.body as never);
    await pipeline(body, counted, createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true })).catch(
      (cause: unknown) => {
        throw new Error('the connection ended before all of it had arrived; nothing was kept', { cause });
      },
    );
    const saved = { path: partial, bytes, sha256: hash.digest('hex') };
    await check(saved);
    // link() fails where the name was taken meanwhile, rename() would replace it.
    await link(partial, path);
    return { ...saved, path };
  } finally {
    await rm(partial, { force: true });
  }
}
