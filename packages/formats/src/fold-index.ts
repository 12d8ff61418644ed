import { hash } from 'node:crypto';

export type FoldAnswer = 'new' | 'same' | 'conflict' | 'not checked';

const words = 6;
const maxLoad = 0.7;

export const defaultFoldLimit = 8_000_000;

/**
 * Remembers (uid, content) pairs of an import, so that copies of a record fold (forensics.md, 8). 96 bits of each hash in one
 * open-addressing table: 24 bytes per slot, at most 70 % full. At the default limit of 8,000,000 the table takes 400 MB (600 MB while
 * it grows); beyond the limit rows are kept unfolded and `overflowed` counts them, which the ledger then says.
 */
export class FoldIndex {
  readonly limit: number;
  /** Rows that could not be compared with all earlier ones because the table was full. */
  overflowed = 0;
  #slots: Uint32Array;
  #mask: number;
  #count = 0;

  constructor(limit: number = defaultFoldLimit) {
    this.limit = limit;
    this.#mask = 1023;
    this.#slots = new Uint32Array((this.#mask + 1) * words);
  }

  get size(): number {
    return this.#count;
  }

  /** `contentHash` is SHA-256 hex. `same`: this pair was seen before; `conflict`: the uid was, with other content. */
  check(uid: string, contentHash: string): FoldAnswer {
    const key = entryOf(uid, contentHash);
    let slot = key[0]! & this.#mask;
    let isConflict = false;
    for (; !this.#isEmpty(slot); slot = (slot + 1) & this.#mask) {
      if (!this.#equals(slot, key, 0)) continue;
      if (this.#equals(slot, key, 3)) return 'same';
      isConflict = true;
    }
    if (this.#count >= this.limit) {
      this.overflowed++;
      return isConflict ? 'conflict' : 'not checked';
    }
    this.#slots.set(key, slot * words);
    this.#count++;
    if (this.#count > (this.#mask + 1) * maxLoad) this.#grow();
    return isConflict ? 'conflict' : 'new';
  }

  #isEmpty(slot: number): boolean {
    const at = slot * words;
    return this.#slots[at] === 0 && this.#slots[at + 1] === 0 && this.#slots[at + 2] === 0;
  }

  #equals(slot: number, key: Uint32Array, part: 0 | 3): boolean {
    const at = slot * words + part;
    const slots = this.#slots;
    return slots[at] === key[part] && slots[at + 1] === key[part + 1] && slots[at + 2] === key[part + 2];
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Uint32Array((this.#mask + 1) * words);
    for (let at = 0; at < old.length; at += words) {
      if (old[at] === 0 && old[at + 1] === 0 && old[at + 2] === 0) continue;
      let slot = old[at]! & this.#mask;
      while (!this.#isEmpty(slot)) slot = (slot + 1) & this.#mask;
      this.#slots.set(old.subarray(at, at + words), slot * words);
    }
  }
}

const scratch = new Uint32Array(words);

function entryOf(uid: string, contentHash: string): Uint32Array {
  const digest = hash('sha256', uid, 'buffer');
  for (let word = 0; word < 3; word++) {
    scratch[word] = digest.readUInt32LE(word * 4);
    scratch[word + 3] = Number.parseInt(contentHash.slice(word * 8, word * 8 + 8), 16);
  }
  return scratch;
}
