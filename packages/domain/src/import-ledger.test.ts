import { expect, test } from 'vitest';
import { emptyLedger, type ImportLedger, judgeLedger } from './import-ledger.ts';

/** Two objects of three records each, all parsed, every byte accounted for, vouched for by a listing. */
function wholeLedger(change: (ledger: ImportLedger) => void = () => undefined): ImportLedger {
  const ledger = emptyLedger();
  ledger.independent = { by: 's3 listing with versions', objects: 2 };
  ledger.objects.read = 2;
  ledger.bytes = { stored: 400, decoded: 1000, records: 900, envelope: 100, rejected: 0 };
  ledger.records = { total: 6, parsed: 6, folded: 0, rejected: 0, metadata: 0 };
  ledger.events = 6;
  change(ledger);
  return ledger;
}

test('green is a balance that somebody else vouches for', () => {
  expect(judgeLedger(wholeLedger())).toEqual({ colour: 'green', balanced: true, reasons: [] });
});

test('without an independent count it is amber, never green [F6.no-count-is-amber]', () => {
  const verdict = judgeLedger(wholeLedger((ledger) => (ledger.independent = null)));
  expect(verdict).toEqual({ colour: 'amber', balanced: true, reasons: ['no independent count'] });
});

test('zero is green only when somebody else counted zero too [F6.zero-needs-proof]', () => {
  const nothing = emptyLedger();
  expect(judgeLedger(nothing)).toMatchObject({ colour: 'amber', balanced: true });
  expect(judgeLedger(nothing).reasons).toContain('nothing read, and no proof that there is nothing');
  expect(judgeLedger({ ...nothing, independent: { by: 'count query', objects: 0 } }).colour).toBe('green');
  expect(judgeLedger({ ...nothing, independent: { by: 'count query', objects: 1 } }).colour).toBe('red');
});

test.each<[string, (ledger: ImportLedger) => void]>([
  ['an object that nobody read [F6.objects-identity]', (ledger) => ledger.objects.read--],
  ['a byte that belongs to nothing [F6.bytes-identity]', (ledger) => ledger.bytes.records--],
  ['a record that became nothing [F6.records-identity]', (ledger) => ledger.records.parsed--],
])('red and out of balance: %s', (_name, change) => {
  expect(judgeLedger(wholeLedger(change))).toMatchObject({ colour: 'red', balanced: false });
});

test('what was rejected, failed or conflicts is said although the sums come out', () => {
  const rejected = wholeLedger((ledger) => {
    ledger.records = { total: 6, parsed: 4, folded: 0, rejected: 2, metadata: 0 };
  });
  expect(judgeLedger(rejected)).toEqual({
    colour: 'amber',
    balanced: true,
    reasons: ['2 records and 0 bytes rejected'],
  });
  const failed = wholeLedger((ledger) => {
    ledger.objects = { read: 1, failed: [{ object: 'a', reason: 'ends early', offset: 7 }], excluded: [] };
  });
  expect(judgeLedger(failed)).toMatchObject({ colour: 'red', balanced: true });
  const conflicts = wholeLedger((ledger) => (ledger.conflicts = 1));
  expect(judgeLedger(conflicts)).toMatchObject({ colour: 'amber', reasons: ['1 conflicting copies'] });
});
