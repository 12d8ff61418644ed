/** Why reading an object stopped before its end. Not thrown at callers: `parse…Object` turns it into the ledger's `failed`. */
export class StreamFault extends Error {
  /** Offset in the object as stored (compressed bytes for gzip) up to which reading is certain. */
  readonly storedOffset: number;
  constructor(reason: string, storedOffset: number, cause?: unknown) {
    super(reason, { cause });
    this.name = 'StreamFault';
    this.storedOffset = storedOffset;
  }
}
