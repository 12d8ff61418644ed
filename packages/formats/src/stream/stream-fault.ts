/** Why reading an object stopped before its end. Not thrown at callers: `parse…Object` turns it into the ledger's `failed`. */
export class StreamFault extends Error {
  /** Offset in the object as stored (compressed bytes for gzip) up to which reading is certain. */
  readonly storedOffset: number;
  /** True when the bytes are fine and only grow more than the limit allows: somebody may let them. */
  readonly isExpansion: boolean;
  constructor(reason: string, storedOffset: number, cause?: unknown, isExpansion = false) {
    super(reason, { cause });
    this.isExpansion = isExpansion;
    this.name = 'StreamFault';
    this.storedOffset = storedOffset;
  }
}
