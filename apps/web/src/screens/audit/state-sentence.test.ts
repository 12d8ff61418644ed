import { expect, test } from 'vitest';
import { type AuditVerdict, stateSentence } from './state-sentence.ts';

const verdict: AuditVerdict = {
  appendOnly: true,
  seals: 3,
  sealedRows: 1200,
  unsealedRows: 4,
  lastSealedAt: null,
  keyFingerprints: [],
  onlyNewest: null,
  faults: [],
};

test('it claims no more than what was read', () => {
  expect(stateSentence(verdict)).toContain('4 newer not sealed · ✓ every sealed row was read again');
  expect(stateSentence({ ...verdict, onlyNewest: 2 })).toContain('newest 2 seals were read again and are as sealed');
  expect(stateSentence({ ...verdict, seals: 0 })).toContain('no seal yet');
});

test('a change of the database or a fault is never green', () => {
  expect(stateSentence({ ...verdict, appendOnly: false })).toMatch(/^✕/);
  const faults = [{ seal: 2, fromId: '1', toId: '9', what: 'x' }];
  expect(stateSentence({ ...verdict, faults })).toContain('✕ 1 seal does not hold');
});
