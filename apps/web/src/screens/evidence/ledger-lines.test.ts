import { emptyLedger } from '@virga/domain';
import { expect, test } from 'vitest';
import { ledgerSums } from './ledger-lines.ts';

const ledger = {
  ...emptyLedger(),
  objects: { read: 2, failed: [{ object: 'c', reason: 'cut', offset: 9 }], excluded: [] },
  bytes: { stored: 50, decoded: 100, records: 80, envelope: 15, rejected: 5 },
  records: { total: 10, parsed: 7, folded: 1, rejected: 1, metadata: 1 },
};

test('sums that come out say so, with every part', () => {
  const sums = ledgerSums(ledger, { by: "analyst's file list", objects: 3 });
  expect(sums.map((sum) => sum.isEven)).toEqual([true, true, true]);
  expect(sums[0]?.sentence).toBe("3 expected by analyst's file list: 2 read, 1 failed, 0 excluded");
  expect(sums[2]?.sentence).toBe('10 read: 7 parsed, 1 folded, 1 rejected, 1 metadata');
});

test('sums that do not come out, and no count to compare with', () => {
  const sums = ledgerSums({ ...ledger, bytes: { ...ledger.bytes, decoded: 101 } }, { by: 'listing', objects: 4 });
  expect(sums.map((sum) => sum.isEven)).toEqual([false, false, true]);
  expect(ledgerSums(ledger, null)[0]).toMatchObject({
    isEven: null,
    sentence: 'no independent count; 2 read, 1 failed, 0 excluded',
  });
});
