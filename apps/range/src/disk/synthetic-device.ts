/** A large volume whose blocks are computed when they are read: for tests and benchmarks, at the speed of a copy. */
import { createRandom } from '../estate/random.ts';
import { BLOCK_SIZE, type BlockDevice } from './block-device.ts';

interface SyntheticSpec {
  seed: number;
  sizeBytes: number;
  /** Share of all blocks that were ever written. */
  writtenShare: number;
  /** Share of the written blocks that hold zeros only. */
  zeroShare: number;
}

/** Twice a block of noise: a block is a window into it, marked with its index, so that no two blocks are equal. */
const POOL_BYTES = 2 * BLOCK_SIZE;
const pools = new Map<number, Buffer>();

function poolOf(seed: number): Buffer {
  const known = pools.get(seed);
  if (known) return known;
  const pool = createRandom(seed, 'synthetic-device').bytes(POOL_BYTES);
  pools.set(seed, pool);
  return pool;
}

export function syntheticDevice(spec: SyntheticSpec): BlockDevice {
  const pool = poolOf(spec.seed);
  const blockCount = Math.ceil(spec.sizeBytes / BLOCK_SIZE);
  const isWritten = (index: number): boolean => share(mix(spec.seed, index, 1)) < spec.writtenShare;
  const isZero = (index: number): boolean => share(mix(spec.seed, index, 2)) < spec.zeroShare;
  return {
    blockCount,
    nextWritten: (from) => {
      for (let index = from; index < blockCount; index++) if (isWritten(index)) return index;
      return undefined;
    },
    read: (index) => {
      if (!isWritten(index) || isZero(index)) return Buffer.alloc(BLOCK_SIZE);
      const block = Buffer.allocUnsafe(BLOCK_SIZE);
      const from = mix(spec.seed, index, 3) % BLOCK_SIZE;
      pool.copy(block, 0, from, from + BLOCK_SIZE);
      for (let at = 0; at < BLOCK_SIZE; at += 65_536) block.writeUInt32LE((index ^ (at << 8)) >>> 0, at);
      return block;
    },
  };
}

function share(value: number): number {
  return value / 0x1_0000_0000;
}

/** A hash of three small numbers to 32 bits (the finaliser of MurmurHash3, public domain). */
function mix(seed: number, index: number, salt: number): number {
  let h = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
