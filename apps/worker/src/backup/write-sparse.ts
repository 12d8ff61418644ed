import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

const blockBytes = 64 * 1024;
const zeros = Buffer.alloc(blockBytes);

/** Writes a new file; blocks of zeros become holes, so that a disk image takes the room that it took before. */
export async function writeSparse(path: string, bytes: Readable, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', 0o600);
  try {
    let position = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>)
      for (let start = 0; start < chunk.length; ) {
        // Cut at multiples of the block in the file, whatever the pieces of the stream are.
        const end = Math.min(chunk.length, start + blockBytes - (position % blockBytes));
        const piece = chunk.subarray(start, end);
        if (!piece.equals(zeros.subarray(0, piece.length))) await writeAll(handle, piece, position);
        position += piece.length;
        start = end;
      }
    await handle.truncate(position);
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
