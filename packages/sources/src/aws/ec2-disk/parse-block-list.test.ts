import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IndependentCount, type JsonValue, judgeLedger } from '@virga/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FolderEvidence } from '../../conformance/folder-evidence.ts';
import { ParseRun } from '../../conformance/parse-run.ts';
import { ListedBlocks } from './listed-blocks.ts';
import { blockListParser } from './parse-block-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'virga-blocks-'));
});
afterAll(() => rm(folder, { recursive: true }));

const checksum = (index: number) => createHash('sha256').update(String(index)).digest('base64');
const line = (index: number, sha256 = checksum(index)) => `${JSON.stringify({ index, sha256 })}\n`;
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => line(from + at)).join('');
const listed = (objects: number): IndependentCount => ({ by: 'ListSnapshotBlocks, all pages', objects });

let packs = 0;
async function ledgerOf(
  parts: string[],
  independentCount: IndependentCount | null,
  origin: Record<string, JsonValue> = {},
) {
  const pack = await new FolderEvidence(folder).openPack({ key: `pack-${packs++}` });
  for (const [at, text] of parts.entries()) await pack.add({ key: `blocks/${at}.jsonl` }, Buffer.from(text));
  const run = new ParseRun(pack, { origin, hashedAt: 'first byte received', independentCount });
  const ledger = await blockListParser.parse(run.context);
  expect(run.done).toHaveLength(parts.length);
  return { ledger, ...judgeLedger(ledger) };
}

test('green when every block that AWS listed is in the list, once or repeated after a kill [F6.objects-identity]', async () => {
  const { ledger, colour } = await ledgerOf([lines(0, 500), lines(480, 1000)], listed(1000));
  expect(colour).toBe('green');
  expect(ledger.objects.read).toBe(1000);
  expect(ledger.records).toEqual({ total: 1020, parsed: 0, folded: 20, rejected: 0, metadata: 1000 });
});

test('a block that is missing, and a page too few, are red; without the whole list amber [F6.objects-identity]', async () => {
  expect((await ledgerOf([lines(0, 999)], listed(1000))).colour).toBe('red');
  expect((await ledgerOf([lines(0, 1001)], listed(1000))).colour).toBe('red');
  const { colour, reasons } = await ledgerOf([lines(0, 400)], listed(400), { complete: false });
  expect([colour, reasons]).toEqual(['amber', ['no independent count']]);
});

test('every byte of a damaged list belongs to a line or a rejected span, and a contradiction is raised', async () => {
  const bad = `${lines(0, 3)}not json\n{"index":-1,"sha256":"${checksum(1)}"}\n${line(2 ** 30)}${line(1, checksum(9))}${'x'.repeat(9000)}`;
  const { ledger, colour, balanced } = await ledgerOf([bad], listed(3));
  expect([balanced, colour]).toEqual([true, 'amber']);
  expect(ledger.bytes.decoded).toBe(bad.length);
  expect(ledger.conflicts).toBe(1);
  expect(ledger.records.rejected).toBe(6);
  const spans = ledger.rejectedSpans.map(({ offset, length }) => bad.slice(offset, offset + length));
  expect(spans.join('').length).toBe(ledger.bytes.rejected);
  expect(spans[0]).toBe('not json\n');
});

test('blocks far apart cost memory by the highest index only', () => {
  const blocks = new ListedBlocks();
  const sha256 = Buffer.alloc(32);
  expect(blocks.add(2 ** 20, sha256)).toBe('new');
  expect(blocks.add(2 ** 20, sha256)).toBe('repeated');
  expect(blocks.add(2 ** 20, Buffer.alloc(32, 1))).toBe('contradicted');
  expect(blocks.add(2 ** 27, sha256)).toBe('outside');
  expect(blocks.count).toBe(1);
});
