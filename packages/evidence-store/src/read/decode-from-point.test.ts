import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SeekPoint } from '@virga/domain';
import { seekPoints } from '@virga/formats';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvidenceStore } from '../evidence-store.ts';
import { openFolderStore } from '../folder/open-folder-store.ts';
import { shiftBits } from './shift-bits.ts';

const ref = { caseId: 'case-1', evidenceId: 'logs' };
let root: string;
let store: EvidenceStore;
let plain: Buffer;
let points: SeekPoint[];

/** Members of every kind, the short ones too: a read crosses from one into the next. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'virga-seek-'));
  store = await openFolderStore(root, 'virga test');
  const line = (index: number) =>
    `${index} ${(Math.imul(index, 2654435761) >>> 0).toString(36)} the same words again\n`;
  plain = Buffer.from(Array.from({ length: 20_000 }, (_, index) => line(index)).join(''));
  const ends = [200_000, 200_001, 260_000, 500_000, plain.length];
  const members = ends.map((end, index) =>
    gzipSync(plain.subarray(ends[index - 1] ?? 0, end), { level: index === 2 ? 0 : 6, memLevel: 1 }),
  );
  const writer = await store.createItem({ ...ref, mode: 'pack' });
  await writer.addObject({ key: 'before' }, Buffer.from('shifts where the object stands'));
  await writer.addObject({ key: 'log.gz' }, Buffer.concat(members));
  await writer.addObject({ key: 'cut.gz' }, members[0]!.subarray(0, members[0]!.length - 900));
  await writer.seal({});
  points = [];
  for await (const point of seekPoints(store.openObject(ref, 'log.gz'), { spacingBytes: 20_000 })) points.push(point);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (object: string, offset: number, length: number) => ({ evidenceId: ref.evidenceId, object, offset, length });
const pointBefore = (offset: number) => points.findLast((point) => point.decodedOffset <= offset);

it('gives the same bytes from a seek point as from the start, across members [F7.seek-index]', async () => {
  expect(points.length).toBeGreaterThan(20);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: plain.length - 1 }), fc.nat({ max: 90_000 }), async (offset, wanted) => {
      const length = Math.min(wanted, plain.length - offset);
      const point = pointBefore(offset);
      const record = await store.readRecord(ref.caseId, at('log.gz', offset, length), point);
      expect(record.decodedFrom).toBe(point?.decodedOffset ?? 0);
      expect(plain.subarray(offset, offset + length).equals(record.bytes)).toBe(true);
    }),
    { numRuns: 80 },
  );
});

it('a point that does not fit the bytes is left aside, and the range outside is still refused', async () => {
  const point = points[5]!;
  const offset = point.decodedOffset + 1000;
  const expected = plain.subarray(offset, offset + 50);
  const wrong: SeekPoint[] = [
    { ...point, storedBit: point.storedBit + 3 },
    { ...point, storedBit: 2 ** 40 },
    { ...point, decodedOffset: offset + 1 },
    { ...point, window: new Uint8Array(0) },
  ];
  for (const from of wrong) {
    const { bytes, decodedFrom } = await store.readRecord(ref.caseId, at('log.gz', offset, 50), from);
    expect([Buffer.from(bytes).equals(expected), decodedFrom]).toEqual([true, 0]);
  }
  const outside = store.readRecord(ref.caseId, at('log.gz', plain.length - 5, 10), points.at(-1));
  await expect(outside).rejects.toMatchObject({ code: 'request.invalid' });
});

it('a truncated object says where it ends, with a point as without', async () => {
  const own: SeekPoint[] = [];
  for await (const point of seekPoints(store.openObject(ref, 'cut.gz'), { spacingBytes: 20_000 })) own.push(point);
  expect(own.length).toBeGreaterThan(3);
  const last = own.at(-1)!;
  const inside = await store.readRecord(ref.caseId, at('cut.gz', last.decodedOffset + 10, 100), last);
  expect(plain.subarray(last.decodedOffset + 10, last.decodedOffset + 110).equals(inside.bytes)).toBe(true);
  const beyond = store.readRecord(ref.caseId, at('cut.gz', 199_900, 100), last);
  await expect(beyond).rejects.toMatchObject({ code: 'evidence.unreadable' });
});

it('shifts a stream by bits, whatever its pieces', async () => {
  async function* pieces(bytes: Uint8Array, size: number) {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1 }),
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
      async (bytes, shift, size) => {
        const moved: Uint8Array[] = [];
        for await (const piece of shiftBits(pieces(bytes, size), shift)) moved.push(piece);
        const expected = [...bytes].map(
          (byte, index) => ((byte >>> shift) | ((bytes[index + 1] ?? 0) << (8 - shift))) & 255,
        );
        expect([...Buffer.concat(moved)]).toEqual(expected);
      },
    ),
  );
});
