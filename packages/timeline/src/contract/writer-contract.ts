import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelineWrite } from '../store.ts';
import { generatedWrites } from './generated-events.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const someWrites = (evidenceId: string, count: number, seed: number): TimelineWrite[] =>
  fc.sample(generatedWrites(evidenceId, count), { numRuns: 1, seed })[0]!;

/** Writing: idempotent, all or nothing with the caller's part, swapped in one step. */
export function writerContract(made: () => StoreUnderTest): void {
  const allOf = async (access: Awaited<ReturnType<StoreUnderTest['makeCase']>>) => {
    const ids: string[] = [];
    const all = { access, query: '', includeHidden: true, includeOwn: true };
    for await (const row of made().store.exportRows(all)) ids.push(row.event.id);
    return ids.sort();
  };
  const idsOf = (writes: readonly TimelineWrite[]) => writes.map((write) => write.event.id).sort();

  describe('writing', () => {
    test('a repeated batch changes nothing and says so', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const writes = someWrites(evidenceId, 30, 1);
      const first = await made().store.append({ caseId, evidenceId, rows: writes.slice(0, 20) });
      expect(first).toEqual({ inserted: 20, alreadyThere: 0 });
      const again = await made().store.append({ caseId, evidenceId, rows: [...writes, writes[29]!] });
      expect(again).toEqual({ inserted: 10, alreadyThere: 21 });
      expect(await allOf(access)).toEqual(idsOf(writes));
    });

    test('what commit throws leaves no row', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const rows = someWrites(evidenceId, 5, 2);
      const lost = made().store.append({
        caseId,
        evidenceId,
        rows,
        commit: async (_transaction, result) => {
          expect(result).toEqual({ inserted: 5, alreadyThere: 0 });
          throw new Error('fence lost');
        },
      });
      await expect(lost).rejects.toThrow('fence lost');
      expect(await allOf(access)).toEqual([]);
    });

    test('a source that fails half way leaves no row, and the store goes on', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const writes = someWrites(evidenceId, 6, 3);
      async function* failing() {
        yield* writes;
        throw new Error('record 7 is torn');
      }
      await expect(made().store.append({ caseId, evidenceId, rows: failing() })).rejects.toThrow('record 7 is torn');
      expect(await allOf(access)).toEqual([]);
      expect(await made().store.append({ caseId, evidenceId, rows: writes })).toEqual({ inserted: 6, alreadyThere: 0 });
    });

    test('a reparse is unseen until it swaps in whole, and names annotated events that lost their row [F7.marks-follow] [F7.swap]', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const otherId = await made().makeEvidence(caseId, 2);
      const old = someWrites(evidenceId, 10, 4);
      const other = someWrites(otherId, 3, 5);
      await made().store.append({ caseId, evidenceId, rows: old });
      await made().store.append({ caseId, evidenceId: otherId, rows: other });
      const tags = ['keep'];
      const annotation = { starred: true, hidden: false, inReport: false, verdict: null, tags };
      await made().annotate(caseId, old[0]!.event.id, annotation);
      await made().comment(caseId, old[9]!.event.id, 'what is this');
      const fresh = old.slice(0, 9).map((write) => ({ ...write, event: { ...write.event, action: 'Reparsed' } }));
      for (const rows of [fresh.slice(0, 5), fresh.slice(3)]) {
        await made().store.append({ caseId, evidenceId, rows, besideRun: 'run-2' });
      }
      await made().store.append({ caseId, evidenceId, rows: old, besideRun: 'given-up' });
      await made().store.discardBeside({ caseId, evidenceId, run: 'given-up' });
      expect(await allOf(access)).toEqual(idsOf([...old, ...other]));
      const failing = { caseId, evidenceId, run: 'run-2', commit: async () => Promise.reject(new Error('fence lost')) };
      await expect(made().store.swap(failing)).rejects.toThrow('fence lost');
      expect(await allOf(access)).toEqual(idsOf([...old, ...other]));
      const swapped = await made().store.swap({ caseId, evidenceId, run: 'run-2' });
      expect(swapped).toMatchObject({ removed: 10, inserted: 9, lostAnnotated: [old[9]!.event.id] });
      expect(await allOf(access)).toEqual(idsOf([...fresh, ...other]));
      const kept = await made().store.event({ access, id: old[0]!.event.id });
      expect(kept).toMatchObject({ event: { action: 'Reparsed' }, annotation });
      const again = await made().store.swap({ caseId, evidenceId, run: 'given-up' });
      expect(again).toMatchObject({ removed: 9, inserted: 0 });
    });

    test('NUL and lone surrogates become visible instead of failing the batch', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const [write] = someWrites(evidenceId, 1, 6);
      const hostile = 'x\0y\ud800z\\u0000';
      const event = {
        ...write!.event,
        own: false,
        action: hostile,
        attributes: { [hostile]: hostile, list: [hostile] },
        targets: [hostile],
        detections: [],
      };
      await made().store.append({ caseId, evidenceId, rows: [{ event, rawText: [hostile] }] });
      const found = await made().store.search({ access, query: '"x‹U+0000›y‹U+D800›z"', order: 'asc', limit: 5 });
      expect(found.rows.map((row) => row.event.id)).toEqual([event.id]);
      const pasted = await made().store.search({ access, query: `"${hostile}"`, order: 'asc', limit: 5 });
      expect(pasted.rows).toHaveLength(1);
    });
  });
}
