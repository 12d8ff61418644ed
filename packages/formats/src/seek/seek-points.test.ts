import { constants, deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import type { SeekPoint } from '@virga/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GzipWalker } from './gzip-walker.ts';
import { seekPoints } from './seek-points.ts';

/** How each member is compressed: every kind of block that deflate has. */
const encoders: Record<string, (bytes: Buffer) => Buffer> = {
  dynamic: (bytes) => gzipSync(bytes, { level: 9, memLevel: 1 }),
  fixed: (bytes) => gzipSync(bytes, { strategy: constants.Z_FIXED, memLevel: 1 }),
  stored: (bytes) => gzipSync(bytes, { level: 0 }),
  literals: (bytes) => gzipSync(bytes, { strategy: constants.Z_HUFFMAN_ONLY, memLevel: 1 }),
  flushed: (bytes) => gzipSync(bytes, { level: 1, flush: constants.Z_SYNC_FLUSH, chunkSize: 64 }),
};
const anyMember = fc.record({
  kind: fc.constantFrom(...Object.keys(encoders)),
  seed: fc.integer(),
  size: fc.integer({ min: 0, max: 150_000 }),
});

/** Text that compresses like a log, with a stretch of noise in it. */
function text(seed: number, size: number): Buffer {
  const lines: string[] = [];
  let state = seed >>> 0;
  for (let length = 0; length < size; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = state % 7 === 0 ? Buffer.from(String(state)).toString('base64').repeat(3) : '';
    const line = `{"eventName":"Call${state % 40}","time":${length},"id":"${state.toString(36)}${noise}"}\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join('').slice(0, size));
}

function memberOf({ kind, seed, size }: { kind: string; seed: number; size: number }) {
  const plain = text(seed, size);
  return { plain, stored: encoders[kind]!(plain) };
}

async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function pointsOf(stored: Buffer, spacingBytes: number, pieceBytes = 4096): Promise<SeekPoint[]> {
  const points: SeekPoint[] = [];
  for await (const point of seekPoints(cut(stored, pieceBytes), { spacingBytes })) points.push(point);
  return points;
}

/** The stored bits from the point on as whole bytes, inflated with its window, as far as its member reaches. */
function inflateAt(stored: Buffer, { storedBit, window }: SeekPoint): Buffer {
  const shift = storedBit % 8;
  const rest = stored.subarray(Math.floor(storedBit / 8));
  const moved = Buffer.from(rest.map((byte, index) => (byte >>> shift) | ((rest[index + 1] ?? 0) << (8 - shift))));
  return inflateRawSync(moved, window.length > 0 ? { dictionary: window } : {});
}

describe('seek points of a gzip object [F7.seek-index]', () => {
  it('lead to the same bytes as decoding from the start, for every kind of block and any number of members', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMember, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9000 }),
        async (of, cuts) => {
          const members = of.map(memberOf);
          const plain = Buffer.concat(members.map((member) => member.plain));
          const stored = Buffer.concat(members.map((member) => member.stored));
          expect(gunzipSync(stored).equals(plain)).toBe(true);
          const points = await pointsOf(stored, 10_000, cuts);
          found += points.length;
          for (const [index, point] of points.entries()) {
            expect(point.decodedOffset - (points[index - 1]?.decodedOffset ?? 0)).toBeGreaterThanOrEqual(10_000);
            const decoded = inflateAt(stored, point);
            const expected = plain.subarray(point.decodedOffset, point.decodedOffset + decoded.length);
            expect(decoded.equals(expected)).toBe(true);
            const { decodedOffset, window } = point;
            expect(plain.subarray(decodedOffset - window.length, decodedOffset).equals(window)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it('stand at most a block further apart than asked, whatever the size of the pieces', async () => {
    const plain = text(7, 400_000);
    const stored = gzipSync(plain, { level: 6, memLevel: 1 });
    const points = await pointsOf(stored, 20_000, 97);
    expect(points).toEqual(await pointsOf(stored, 20_000, 1_000_000));
    expect(points.length).toBeGreaterThan(10);
  });

  it('of a truncated or damaged object end at what is certain, and never lead astray', async () => {
    const plain = text(3, 300_000);
    const stored = gzipSync(plain, { level: 6, memLevel: 1 });
    const whole = await pointsOf(stored, 10_000);
    const half = await pointsOf(stored.subarray(0, stored.length >> 1), 10_000);
    expect(half.length).toBeGreaterThan(3);
    expect(whole.slice(0, half.length)).toEqual(half);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(stored);
        damaged[at]! ^= change;
        // Blocks before the damage are the same ones; what follows it is found only as far as both readers agree.
        const points = await pointsOf(damaged, 10_000);
        const safe = whole.filter((point) => point.storedBit < at * 8);
        expect(points.filter((point) => point.storedBit < at * 8)).toEqual(safe.slice(0, points.length));
      }),
      { numRuns: 60 },
    );
  });

  it('bytes behind the last member are left alone, a damaged length is named', async () => {
    const stored = gzipSync(text(1, 50_000), { memLevel: 1 });
    const garbage = Buffer.concat([stored, Buffer.from('no member')]);
    expect(await pointsOf(garbage, 10_000)).toEqual(await pointsOf(stored, 10_000));
    const walker = new GzipWalker(() => undefined);
    const wrong = Buffer.from(stored);
    wrong.writeUInt32LE(1, wrong.length - 4);
    walker.feed(wrong);
    expect(() => walker.finish()).toThrow('does not decode to the length');
    const bare = new GzipWalker(() => undefined);
    bare.feed(deflateRawSync('no gzip header'));
    expect(() => bare.finish()).toThrow('header is damaged');
  });
});
