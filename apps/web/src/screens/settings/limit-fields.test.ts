import { limitsSchema } from '@virga/domain';
import { expect, test } from 'vitest';
import { limitFields, readLimitChange } from './limit-fields.ts';

const saved = limitsSchema.parse({
  recordBytes: 67_108_864,
  jsonDepth: 64,
  recordFields: 10_000,
  uploadBytes: 1_099_511_627_776,
  expansionRatio: 200,
});

test('every limit of the contract has its field', () => {
  expect(limitFields.map((field) => field.name).sort()).toEqual(Object.keys(limitsSchema.shape).sort());
});

test('only what changed is sent', () => {
  expect(readLimitChange(saved, { ...saved, expansionRatio: 500 })).toEqual({
    change: { expansionRatio: 500 },
    faults: {},
  });
  expect(readLimitChange(saved, saved)).toEqual({ change: {}, faults: {} });
});

test('a value out of bounds and an empty one are named, not sent', () => {
  const { change, faults } = readLimitChange(saved, { ...saved, expansionRatio: 9, jsonDepth: '' });
  expect(change).toEqual({});
  expect(faults.expansionRatio).toContain('10 to 10000');
  expect(faults.jsonDepth).toContain('8 to 512');
});
