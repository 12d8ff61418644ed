/** Where decoding of a gzip object can begin, with the bytes before it that its blocks may copy from (forensics.md, 7). */
export interface SeekPoint {
  decodedOffset: number;
  /** Bit in the stored object at which a deflate block begins. */
  storedBit: number;
  /** Up to 32 KiB of decoded bytes right before `decodedOffset`, never from an earlier gzip member. */
  window: Uint8Array;
}
