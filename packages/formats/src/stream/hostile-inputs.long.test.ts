import { gzipSync } from 'node:zlib';
import { judgeLedger } from '@virga/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord, parsePieces } from '../cloudtrail/test-records.ts';

const runs = Number(process.env.VIRGA_RUNS ?? 10_000);

/** Ordinary files, damaged anywhere: bytes overwritten, cut out, doubled, cut off; some packed before, some after. */
const damaged = fc
  .record({
    records: fc.integer({ min: 0, max: 4 }),
    isArray: fc.boolean(),
    packed: fc.constantFrom('no', 'before', 'after'),
    harm: fc.array(
      fc.record({ at: fc.nat({ max: 8000 }), bytes: fc.uint8Array({ maxLength: 40 }), removes: fc.nat({ max: 60 }) }),
      { maxLength: 4 },
    ),
    cuts: fc.array(fc.nat({ max: 8000 }), { maxLength: 6 }),
  })
  .map(({ records, isArray, packed, harm, cuts }) => {
    const texts = Array.from({ length: records }, (_, index) => JSON.stringify(aRecord(index)));
    const plain = Buffer.from(isArray ? `{"Records":[${texts.join(',')}]}` : texts.join('\n'));
    let bytes: Buffer = packed === 'before' ? gzipSync(plain) : plain;
    for (const { at, bytes: put, removes } of harm) {
      const place = bytes.length === 0 ? 0 : at % bytes.length;
      bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + removes)]);
    }
    const stored = packed === 'after' ? gzipSync(bytes) : bytes;
    const ends = [...new Set([0, ...cuts.map((cut) => cut % (stored.length + 1)), stored.length])].sort(
      (a, b) => a - b,
    );
    return ends.slice(1).map((end, index) => stored.subarray(ends[index]!, end));
  });

it(`${runs} hostile inputs: none throws, none hangs, every decoded byte and record is accounted for`, async () => {
  const seed = Number(process.env.VIRGA_SEED ?? Date.now() % 2 ** 31);
  process.stderr.write(`hostile inputs: VIRGA_SEED=${seed}\n`);
  await fc.assert(
    fc.asyncProperty(damaged, async (pieces) => {
      const { ledger, events } = await parsePieces(pieces);
      expect(judgeLedger(ledger).balanced).toBe(true);
      expect(ledger.events).toBe(events.length);
    }),
    { numRuns: runs, seed },
  );
});
