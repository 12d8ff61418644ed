import { randomInt } from 'node:crypto';

export type FoldAnswer = 'new' | 'same' | 'conflict' | 'not checked';

const words = 6;
const maxLoad = 0.7;

export const defaultFoldLimit = 8_000_000;

/**
 * Remembers (uid, content) pairs of an import, so that copies of a record fold (forensics.md, 8). 64 bits of the uid and 128 of the content's SHA-256
 * in one open-addressing table: 24 bytes per slot, at most 70 % full. At the default limit of 8,000,000 the table takes 400 MB (600 MB while
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
      if (!this.#equalUid(slot, key)) continue;
      if (this.#equalContent(slot, key)) return 'same';
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
    return this.#slots[at] === 0 && this.#slots[at + 1] === 0;
  }

  #equalUid(slot: number, key: Uint32Array): boolean {
    const at = slot * words;
    return this.#slots[at] === key[0] && this.#slots[at + 1] === key[1];
  }

  #equalContent(slot: number, key: Uint32Array): boolean {
    for (let word = 2; word < words; word++) if (this.#slots[slot * words + word] !== key[word]) return false;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Uint32Array((this.#mask + 1) * words);
    for (let at = 0; at < old.length; at += words) {
      if (old[at] === 0 && old[at + 1] === 0) continue;
      let slot = old[at]! & this.#mask;
      while (!this.#isEmpty(slot)) slot = (slot + 1) & this.#mask;
      this.#slots.set(old.subarray(at, at + words), slot * words);
    }
  }
}

const scratch = new Uint32Array(words);
const seeds = [randomInt(2 ** 31), randomInt(2 ** 31)];

/** The uid's hash is fast and seeded: at worst it raises a false conflict. Folding rests on SHA-256 of the content. */
function entryOf(uid: string, contentHash: string): Uint32Array {
  let first = seeds[0]!;
  let second = seeds[1]!;
  for (let index = 0; index < uid.length; index++) {
    const unit = uid.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 13);
  }
  scratch[0] = first ^ (first >>> 15);
  // Never zero in both words: that marks an empty slot.
  scratch[1] = second | 1;
  for (let word = 0; word < 4; word++)
    scratch[word + 2] = Number.parseInt(contentHash.slice(word * 8, word * 8 + 8), 16);
  return scratch;
}
