import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const sliceBytes = 1024 * 1024;
const wholeBytes = 32 * 1024 * 1024;

/**
 * SHA-256 hex of a file in the browser. Small files go whole to WebCrypto (there only in a secure context); larger ones in
 * slices of 1 MiB, a few milliseconds each, so that the page stays responsive and memory bounded. `onBytes` hears how far.
 */
export async function hashFile(file: Blob, onBytes: (done: number) => void, signal: AbortSignal): Promise<string> {
  if (file.size <= wholeBytes && globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    signal.throwIfAborted();
    onBytes(file.size);
    return bytesToHex(new Uint8Array(digest));
  }
  return hashSlices(file, onBytes, signal);
}

export async function hashSlices(file: Blob, onBytes: (done: number) => void, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += sliceBytes) {
    signal.throwIfAborted();
    const slice = file.slice(start, start + sliceBytes);
    hash.update(new Uint8Array(await slice.arrayBuffer()));
    onBytes(start + slice.size);
  }
  return bytesToHex(hash.digest());
}
