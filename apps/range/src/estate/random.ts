/**
 * Seeded randomness: the same seed and label give the same numbers on every machine.
 * xoshiro128** (Blackman and Vigna, prng.di.unimi.it) seeded from SHA-256, so that nearby seeds share nothing.
 */
import { createHash } from 'node:crypto';

export interface Random {
  /** Whole number in [0, 2^32). */
  uint32(): number;
  /** Real number in [0, 1). */
  next(): number;
  /** Whole number in [min, max], both included. */
  between(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** `length` characters of an alphabet. */
  text(length: number, alphabet: string): string;
  bytes(length: number): Buffer;
  /** An independent stream: drawing from it never shifts this one. */
  fork(label: string): Random;
}

/** A random stream for (seed, label). */
export function createRandom(seed: number | string, label = ''): Random {
  const origin = `${seed}/${label}`;
  const digest = createHash('sha256').update(origin).digest();
  const state = new Uint32Array([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)));
  const uint32 = (): number => step(state);
  const next = (): number => uint32() / 0x1_0000_0000;
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const text = (length: number, alphabet: string): string => {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[Math.floor(next() * alphabet.length)];
    return out;
  };
  const bytes = (length: number): Buffer => {
    const out = Buffer.allocUnsafe(Math.ceil(length / 4) * 4);
    for (let i = 0; i < out.length; i += 4) out.writeUInt32LE(uint32(), i);
    return out.subarray(0, length);
  };
  return {
    uint32,
    next,
    between,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('pick() from an empty list');
      return item;
    },
    chance: (probability) => next() < probability,
    text,
    bytes,
    fork: (name) => createRandom(origin, name),
  };
}

function step(s: Uint32Array): number {
  const s1 = s[1] as number;
  const scrambled = Math.imul(s1, 5);
  const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
  const t = s1 << 9;
  s[2]! ^= s[0]!;
  s[3]! ^= s1;
  s[1]! ^= s[2]!;
  s[0]! ^= s[3]!;
  s[2]! ^= t;
  s[3] = (s[3]! << 11) | (s[3]! >>> 21);
  return result;
}
