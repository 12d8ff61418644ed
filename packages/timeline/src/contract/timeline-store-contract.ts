import { AppError, type CaseAccess } from '@virga/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatQuery } from '../query/format-query.ts';
import { searchValues } from '../search-values.ts';
import type { Order, RowAnnotation, SearchPage, Selection, TimelineWrite } from '../store.ts';
import { copiesContract } from './copies-contract.ts';
import { generatedAnnotation, generatedWrites } from './generated-events.ts';
import { generatedTree } from './generated-queries.ts';
import { type MemoryTimeline, memoryTimeline } from './memory-timeline-store.ts';
import { contractNow, contractTokenKey, type StoreUnderTest } from './store-under-test.ts';
import { writerContract } from './writer-contract.ts';

const rowCount = 220;
/** A busy machine is no failure. */
const patience = { timeout: 60_000 };

/**
 * What every engine must hold, checked against the plain store in memory on generated events and queries. The seed is fixed,
 * so that a failure repeats; VIRGA_CONTRACT_RUNS=3000 searches wider with a fresh one.
 */
export function timelineStoreContract(makeStore: () => Promise<StoreUnderTest>, queries = 150): void {
  const runs = Number(process.env.VIRGA_CONTRACT_RUNS ?? 0);
  const property = runs > 0 ? { numRuns: runs } : { numRuns: queries, seed: 20_261_122 };
  let made: StoreUnderTest;
  let oracle: MemoryTimeline;
  let access: CaseAccess;
  let stranger: CaseAccess;
  let writes: TimelineWrite[];

  beforeAll(async () => {
    made = await makeStore();
    oracle = memoryTimeline({ pageTokenKey: contractTokenKey, now: () => contractNow });
    access = await made.makeCase();
    stranger = await made.makeCase();
    const evidenceId = await made.makeEvidence(access.caseId, 7);
    oracle.numberEvidence(evidenceId, 7);
    writes = fc.sample(generatedWrites(evidenceId, rowCount), { numRuns: 1, seed: 7 })[0]!;
    const request = { caseId: access.caseId, evidenceId, rows: writes, marksConflicts: true };
    expect(await made.store.append(request)).toEqual(await oracle.store.append(request));
    await annotateSome();
  });
  afterAll(async () => made?.close());

  async function annotateSome(): Promise<void> {
    const annotations: RowAnnotation[] = fc.sample(generatedAnnotation, { numRuns: 40, seed: 8 });
    for (const [index, annotation] of annotations.entries()) {
      const { id } = writes[index * 3]!.event;
      await made.annotate(access.caseId, id, annotation);
      oracle.annotate(access.caseId, id, annotation);
      if (index % 4 !== 0) continue;
      const text = `${annotation.tags.join(' ')} seen, asked the owner`;
      await made.comment(access.caseId, id, text);
      oracle.comment(access.caseId, id, text);
    }
  }

  const idsOf = (page: SearchPage) => page.rows.map((row) => row.event.id);
  const selections = fc.record({
    tree: generatedTree,
    order: fc.constantFrom<Order>('asc', 'desc'),
    includeHidden: fc.boolean(),
    includeOwn: fc.boolean(),
  });
  const select = (query: string, more: Partial<Selection> = {}): Selection => ({ access, query, ...more });

  describe('reading', patience, () => {
    test('finds the rows of any query, in order, with their counts', async () => {
      await fc.assert(
        fc.asyncProperty(selections, async ({ tree, order, ...chips }) => {
          const selection = select(formatQuery(tree), chips);
          const expected = await oracle.store.search({ ...selection, order, limit: 1000 });
          const found = await made.store.search({ ...selection, order, limit: 1000 });
          expect(idsOf(found)).toEqual(idsOf(expected));
          const { tookMs: _took, ...count } = await made.store.count(selection);
          const { tookMs: _oracleTook, ...expectedCount } = await oracle.store.count(selection);
          expect(count).toEqual(expectedCount);
        }),
        property,
      );
    });

    test('gives rows back as they were written', async () => {
      const all = select('', { includeHidden: true, includeOwn: true });
      const found = await made.store.search({ ...all, order: 'asc', limit: 1000 });
      const expected = await oracle.store.search({ ...all, order: 'asc', limit: 1000 });
      expect(found.rows).toEqual(expected.rows);
      expect(found.rows).toHaveLength(rowCount);
    });

    test('any slice of three or more characters of any value, quoted, finds its row', async () => {
      const slices = fc.tuple(fc.nat({ max: rowCount - 1 }), fc.nat(), fc.nat(), fc.nat());
      await fc.assert(
        fc.asyncProperty(slices, async ([row, which, start, size]) => {
          const write = writes[row]!;
          const { event } = write;
          const raw = [...write.rawText, event.message, event.userAgent, event.id, event.contentHash, event.timeRaw];
          const values = [...raw, ...searchValues(write)].filter(
            (value) => value && [...value].length >= 3,
          ) as string[];
          const characters = [...values[which % values.length]!];
          const from = start % (characters.length - 2);
          const text = characters.slice(from, from + 3 + (size % (characters.length - from - 2))).join('');
          const query = formatQuery({ kind: 'text', glob: [{ text }] });
          const all = select(query, { includeHidden: true, includeOwn: true });
          expect(idsOf(await made.store.search({ ...all, order: 'asc', limit: 1000 }))).toContain(event.id);
        }),
        property,
      );
    });

    test('pages by key in both directions and covers every row once', async () => {
      for (const order of ['asc', 'desc'] as const) {
        const search = { ...select('NOT severity:low'), order, limit: 17 };
        const whole = idsOf(await made.store.search({ ...search, limit: 1000 }));
        const pages: SearchPage[] = [await made.store.search(search)];
        for (let next = pages[0]!.next; next; next = pages.at(-1)!.next) {
          pages.push(await made.store.search({ ...search, page: next }));
        }
        expect(pages.flatMap(idsOf)).toEqual(whole);
        expect(pages[0]!.previous).toBeNull();
        let back = pages.at(-1)!;
        for (let index = pages.length - 2; index >= 0; index--) {
          back = await made.store.search({ ...search, page: back.previous! });
          expect(idsOf(back)).toEqual(idsOf(pages[index]!));
          expect(back.next).not.toBeNull();
        }
        expect(back.previous).toBeNull();
      }
    });

    test('refuses a page of another query, order, range, chip or case, and an altered one', async () => {
      const search = { ...select('NOT severity:low'), order: 'asc' as const, limit: 5 };
      const page = (await made.store.search(search)).next!;
      const altered = `${page.slice(0, -2)}${page.endsWith('AA') ? 'BB' : 'AA'}`;
      const others = [
        { ...search, query: 'NOT severity:high', page },
        { ...search, order: 'desc' as const, page },
        { ...search, includeOwn: true, page },
        { ...search, range: { from: 0n, until: null }, page },
        { ...search, access: stranger, page },
        { ...search, page: altered },
        { ...search, page: 'AAAA' },
      ];
      for (const other of others) {
        await expect(made.store.search(other)).rejects.toMatchObject({ code: 'request.invalid' });
      }
    });

    test('begins at a time and knows the place of a row', async () => {
      const all = select('', { includeHidden: true, includeOwn: true });
      for (const order of ['asc', 'desc'] as const) {
        const request = { ...all, order, at: 0n, limit: 10 };
        const found = await made.store.search(request);
        expect(idsOf(found)).toEqual(idsOf(await oracle.store.search(request)));
        const eventId = found.rows[3]!.event.id;
        expect(await made.store.position({ ...all, order, eventId })).toBe(
          await oracle.store.position({ ...all, order, eventId }),
        );
      }
      const hidden = { ...select('severity:low'), order: 'asc' as const, eventId: writes[0]!.event.id };
      expect(await made.store.position(hidden)).toBe(await oracle.store.position(hidden));
    });

    test('histogram, facets, facet search and completion agree', async () => {
      const fields = ['severity', 'source', 'action', 'sourceIp', 'destinationPort', 'targets', 'rule', 'technique'];
      const names = [...fields, 'tactic', 'tag', 'verdict', 'attributes.mfa', 'attributes.deep."a b"'];
      const some = fc.record({ tree: generatedTree, buckets: fc.integer({ min: 1, max: 300 }) });
      await fc.assert(
        fc.asyncProperty(some, async ({ tree, buckets }) => {
          const selection = select(formatQuery(tree));
          const { tookMs: _took, ...histogram } = await made.store.histogram({ ...selection, buckets });
          const { tookMs: _oracleTook, ...expected } = await oracle.store.histogram({ ...selection, buckets });
          expect(histogram).toEqual(expected);
          const facets = { ...selection, fields: names, limit: 5 };
          expect(await made.store.facets(facets)).toEqual(await oracle.store.facets(facets));
        }),
        { ...property, numRuns: Math.ceil(property.numRuns / 4) },
      );
      for (const field of ['action', 'tag', 'targets', 'region']) {
        const search = { ...select(''), field, contains: 'A' };
        expect(await made.store.facetSearch(search)).toEqual(await oracle.store.facetSearch(search));
        const complete = { access, field, prefix: 'c' };
        expect(await made.store.complete(complete)).toEqual(await oracle.store.complete(complete));
      }
    });

    test('neighbours, single rows and exports agree', async () => {
      const eventId = writes[5]!.event.id;
      const around = { access, eventId, micros: 3_600_000_000n, limit: 7 };
      expect(await made.store.around(around)).toEqual(await oracle.store.around(around));
      expect(await made.store.event({ access, id: eventId })).toEqual(
        await oracle.store.event({ access, id: eventId }),
      );
      const exported: string[] = [];
      for await (const row of made.store.exportRows(select('_exists_:actor'))) exported.push(row.event.id);
      const whole = { ...select('_exists_:actor'), order: 'asc' as const, limit: 1000 };
      expect(exported).toEqual(idsOf(await oracle.store.search(whole)));
    });

    test('another case sees nothing, whatever it asks for [S1.compiler-adds-case]', async () => {
      const { id } = writes[0]!.event;
      const search = { access: stranger, query: `id:${id} OR *`, includeHidden: true, includeOwn: true };
      expect((await made.store.search({ ...search, order: 'asc', limit: 10 })).rows).toEqual([]);
      expect(await made.store.count(search)).toMatchObject({ total: 0, hiddenExcluded: 0, ownExcluded: 0 });
      expect((await made.store.histogram(search)).buckets).toEqual([]);
      expect(
        (await made.store.facets({ ...search, fields: ['action', 'tag'] })).flatMap(({ values }) => values),
      ).toEqual([]);
      expect((await made.store.facetSearch({ ...search, field: 'action', contains: '' })).values).toEqual([]);
      expect(await made.store.complete({ access: stranger, field: 'action', prefix: '' })).toEqual([]);
      expect(await made.store.event({ access: stranger, id })).toBeNull();
      expect(await made.store.around({ access: stranger, eventId: id, micros: 1n })).toBeNull();
      expect(await made.store.position({ ...search, order: 'asc', eventId: id })).toBeNull();
    });

    test('refuses what it cannot answer', async () => {
      const code = async (work: Promise<unknown>) =>
        work.then(
          () => 'answered',
          (thrown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
        );
      const wrong = select('action:');
      expect(await code(made.store.search({ ...wrong, order: 'asc', limit: 5 }))).toBe('request.query_invalid');
      expect(await code(made.store.count(wrong))).toBe('request.query_invalid');
      expect(await code(made.store.search({ ...select(''), order: 'asc', limit: 0 }))).toBe('request.invalid');
      expect(await code(made.store.count(select('', { range: { from: 5n, until: 5n } })))).toBe('request.invalid');
      expect(await code(made.store.facets({ ...select(''), fields: ['message'] }))).toBe('request.invalid');
      expect(await code(made.store.histogram({ ...select(''), bucketMicros: 1n }))).toBe('request.invalid');
      await expect(made.store.count(select('', { signal: AbortSignal.abort(new Error('gone')) }))).rejects.toThrow(
        'gone',
      );
    });
  });

  writerContract(() => made);
  copiesContract(() => made);
}

export type { StoreUnderTest } from './store-under-test.ts';
