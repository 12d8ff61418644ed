import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFully } from '../folder/read-exactly.ts';
import { isZero } from '../item/chunk-hasher.ts';
import { rethrowStorage } from '../item/store-full.ts';

/**
 * Writes a stream of verified bytes to `path`, zeros as holes, and makes the name appear only when it is whole. A file of
 * the right size that is there already was fetched the same way before.
 */
export async function fetchFile(path: string, sizeBytes: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const present = await stat(path).catch(() => null);
  if (present?.size === sizeBytes) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o400);
  try {
    await handle.truncate(sizeBytes);
    let at = 0;
    for await (const piece of bytes) {
      if (!isZero(piece)) await writeFully(handle, piece, at);
      at += piece.length;
    }
    await handle.sync();
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    rethrowStorage(thrown, 'The sealed item in S3 is untouched.');
  } finally {
    await handle.close();
  }
}
