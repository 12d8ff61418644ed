import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventCopies, FoldedPlace, TimelineWrite } from '../store.ts';
import { generatedWrites } from './generated-events.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const hash = (letter: string) => letter.repeat(64);

/** Copies of a record: every place is kept once, found from the row, and contradictions are raised. */
export function copiesContract(made: () => StoreUnderTest): void {
  const rowsOf = (evidenceId: string, seed: number, members: { uid: string; contentHash: string }[]): TimelineWrite[] =>
    fc.sample(generatedWrites(evidenceId, members.length), { numRuns: 1, seed })[0]!.map((write, index) => ({
      ...write,
      event: { ...write.event, ...members[index]!, own: false },
    }));
  const place = (evidenceId: string, number: number, uid: string, contentHash: string): FoldedPlace => ({
    id: number.toString(16).padStart(32, '0'),
    uid,
    contentHash,
    record: { evidenceId, object: 'b.json', offset: number, length: 7 },
  });
  const offsets = (copies: EventCopies | null) => copies?.same.map(({ record }) => record.offset);

  describe('copies', () => {
    test('[F8.places-kept] the place of every folded copy is kept once, whatever is repeated, and found from its row', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const rows = rowsOf(evidenceId, 11, [
        { uid: 'one', contentHash: hash('a') },
        { uid: 'two', contentHash: hash('b') },
      ]);
      const folded = [40, 30].map((offset) => place(evidenceId, offset, 'one', hash('a')));
      const failing = { caseId, evidenceId, rows, folded, commit: () => Promise.reject(new Error('fence lost')) };
      await expect(made().store.append(failing)).rejects.toThrow('fence lost');
      await made().store.append({ caseId, evidenceId, rows });
      const [first, second] = rows.map(({ event }) => event.id);
      expect(await made().store.copies({ access, eventId: first! })).toMatchObject({ same: [] });
      for (let repeat = 0; repeat < 2; repeat++) await made().store.append({ caseId, evidenceId, rows, folded });
      const found = await made().store.copies({ access, eventId: first! });
      expect(offsets(found)?.toSorted()).toEqual([30, 40]);
      expect(found).toMatchObject({ conflicting: [], more: false });
      expect(await made().store.copies({ access, eventId: second! })).toMatchObject({ same: [], conflicting: [] });
      expect(await made().store.copies({ access, eventId: first!, limit: 1 })).toMatchObject({ more: true });
      const stranger = await made().makeCase();
      expect(await made().store.copies({ access: stranger, eventId: first! })).toBeNull();
    });

    test('[F8.places-kept] a reparse keeps its places beside and swaps them with its rows', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const evidenceId = await made().makeEvidence(caseId, 1);
      const rows = rowsOf(evidenceId, 12, [{ uid: 'one', contentHash: hash('a') }]);
      const eventId = rows[0]!.event.id;
      const at = (offset: number) => [place(evidenceId, offset, 'one', hash('a'))];
      await made().store.append({ caseId, evidenceId, rows, folded: at(10) });
      await made().store.append({ caseId, evidenceId, rows, folded: at(20), besideRun: 'next' });
      await made().store.append({ caseId, evidenceId, rows, folded: at(30), besideRun: 'given-up' });
      expect(offsets(await made().store.copies({ access, eventId }))).toEqual([10]);
      await made().store.discardBeside({ caseId, evidenceId, run: 'given-up' });
      await made().store.swap({ caseId, evidenceId, run: 'next' });
      expect(offsets(await made().store.copies({ access, eventId }))).toEqual([20]);
    });

    test('[F8.conflicting-copies] the same uid with other content, in one item or two, is marked on both rows', async () => {
      const access = await made().makeCase();
      const { caseId } = access;
      const first = await made().makeEvidence(caseId, 1);
      const second = await made().makeEvidence(caseId, 2);
      const rows = rowsOf(first, 13, [
        { uid: 'one', contentHash: hash('a') },
        { uid: 'two', contentHash: hash('b') },
        { uid: 'three', contentHash: hash('c') },
      ]);
      const others = rowsOf(second, 14, [
        { uid: 'one', contentHash: hash('a') },
        { uid: 'two', contentHash: hash('f') },
      ]);
      const marked = async () => {
        const page = { access, query: 'conflicting:true', order: 'asc', limit: 10 } as const;
        return (await made().store.search(page)).rows.map((row) => row.event.id).sort();
      };
      expect(await made().store.append({ caseId, evidenceId: first, rows, marksConflicts: true })).toMatchObject({
        conflicting: 0,
      });
      expect(await marked()).toEqual([]);
      const last = { caseId, evidenceId: second, rows: others, marksConflicts: true };
      expect(await made().store.append(last)).toMatchObject({ inserted: 2, conflicting: 1 });
      const torn = [rows[1]!.event.id, others[1]!.event.id];
      expect(await marked()).toEqual(torn.toSorted());
      const seen = await made().store.copies({ access, eventId: torn[0]! });
      expect(seen).toMatchObject({ same: [], conflicting: [{ eventId: torn[1], record: { evidenceId: second } }] });
      expect(await made().store.copies({ access, eventId: rows[0]!.event.id })).toMatchObject({
        same: [{ eventId: others[0]!.event.id }],
        conflicting: [],
      });
      // What no longer contradicts anything loses its mark.
      await made().store.append({ caseId, evidenceId: second, rows: others.slice(0, 1), besideRun: 'next' });
      expect(await made().store.swap({ caseId, evidenceId: second, run: 'next' })).toMatchObject({ conflicting: 0 });
      expect(await marked()).toEqual([]);
    });
  });
}
