import type { ItemRef } from '../item/evidence-writer.ts';

/** Where the bytes of sealed items come from: a folder or an S3 bucket. File names are checked by the caller. */
export interface ByteSource {
  /** The whole of a small file, or null when it is not there. */
  readSmall(ref: ItemRef, file: string): Promise<Uint8Array | null>;
  /** Exactly `length` bytes at `offset`; throws RangeError when the file ends before. */
  read(ref: ItemRef, file: string, offset: number, length: number): Promise<Uint8Array>;
  /** Files of the item, or null when there is no such item. `storedBytes`: what one takes up, when not its size. */
  list(ref: ItemRef): Promise<{ name: string; sizeBytes: number; storedBytes?: number }[] | null>;
}
