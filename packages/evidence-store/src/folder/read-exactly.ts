import type { FileHandle } from 'node:fs/promises';

/** Reads `length` bytes at `offset`; a file that ends before is an error, never a short answer. */
export async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw new RangeError(`the file ends at ${offset + done}, ${length - done} bytes short`);
    done += bytesRead;
  }
  return bytes;
}

/** Writes all of `bytes` at `offset`: a short write of the operating system is continued. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}
