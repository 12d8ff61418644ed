import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip, type Gunzip } from 'node:zlib';
import { AppError } from '@virga/domain';

/**
 * Decompresses a gzip object (RFC 1952, several members in a row included). Everything before damage is given out; then
 * `evidence.unreadable` says at which decoded offset it ends.
 */
export async function* gunzip(stored: () => AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let decoded = 0;
  try {
    for await (const bytes of through(stored(), createGunzip({ chunkSize: 256 * 1024 }))) {
      decoded += bytes.length;
      yield bytes;
    }
  } catch (thrown) {
    if (!isZlibError(thrown)) throw thrown;
    for await (const bytes of remainder(stored, decoded)) {
      decoded += bytes.length;
      yield bytes;
    }
    throw unreadable(decoded, thrown);
  }
}

/** zlib drops what it had decoded when it meets the early end; a second pass that asks for no proper end brings it. */
async function* remainder(stored: () => AsyncIterable<Uint8Array>, skip: number): AsyncIterable<Uint8Array> {
  let seen = 0;
  try {
    const lenient = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 4096 });
    for await (const bytes of through(stored(), lenient)) {
      const fresh = bytes.subarray(Math.max(0, skip - seen));
      seen += bytes.length;
      if (fresh.length > 0) yield fresh;
    }
  } catch (thrown) {
    if (!isZlibError(thrown)) throw thrown;
  }
}

/** pipeline, not pipe: a hash that does not match in the source must reach the reader, and stopping early ends both. */
function through(stored: AsyncIterable<Uint8Array>, gunzip: Gunzip): AsyncIterable<Buffer> {
  pipeline(Readable.from(stored), gunzip, () => undefined);
  return gunzip;
}

export function isZlibError(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException | null)?.code ?? '';
  return code.startsWith('Z_');
}

function unreadable(offset: number, cause: unknown): AppError {
  return new AppError({
    code: 'evidence.unreadable',
    message: `The compressed object is damaged or ends early: ${offset} decoded bytes could be read.`,
    facts: { offset },
    cause,
  });
}
