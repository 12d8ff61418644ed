import { expect, test } from 'vitest';
import { z } from 'zod';
import { firstValues, formFields, readForm } from './form-fields.ts';

const schema = z.toJSONSchema(
  z.strictObject({
    instanceId: z.string().regex(/^i-[0-9a-f]{8,17}$/),
    from: z.iso.datetime({ offset: true }),
    mode: z.enum(['trail', 'lookup']).default('trail'),
    regions: z
      .array(z.string().regex(/^[a-z]{2}-[a-z]+-\d$/))
      .max(60)
      .default([]),
    maxRequests: z.int().min(1).max(100_000).default(2000),
    deep: z.boolean().default(false),
  }),
  { io: 'input' },
) as Record<string, unknown>;
const fields = formFields(schema, { instanceId: { label: 'Instance', help: 'i-…' } });
const times = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };

test('kinds, labels and what is needed come from schema and hints', () => {
  expect(fields.map(({ name, kind, isRequired }) => [name, kind, isRequired])).toEqual([
    ['instanceId', 'text', true],
    ['from', 'time', true],
    ['mode', 'choice', false],
    ['regions', 'list', false],
    ['maxRequests', 'number', false],
    ['deep', 'flag', false],
  ]);
  expect(fields[0]).toMatchObject({ label: 'Instance', help: 'i-…' });
  expect(fields[2]?.options).toEqual(['trail', 'lookup']);
});

test('begins with what is given, then the window, then the standard', () => {
  expect(firstValues(fields, { instanceId: 'i-0abcdef12', regions: ['eu-west-1'] }, times)).toEqual({
    instanceId: 'i-0abcdef12',
    from: times.from,
    mode: 'trail',
    regions: ['eu-west-1'],
    maxRequests: '2000',
    deep: false,
  });
});

test('reads numbers, lists and flags; empty ones are left out', () => {
  const values = { ...firstValues(fields, { instanceId: 'i-0abcdef12' }, times), maxRequests: '50', deep: true };
  expect(readForm(fields, values)).toEqual({
    faults: {},
    parameters: { instanceId: 'i-0abcdef12', from: times.from, mode: 'trail', maxRequests: 50, deep: true },
  });
});

test('each fault has its sentence', () => {
  const { faults } = readForm(fields, {
    instanceId: '',
    from: '2026-11-01 00:00',
    regions: ['eu-west-1', 'Frankfurt'],
    maxRequests: '0',
  });
  expect(faults).toEqual({
    instanceId: 'This is needed.',
    from: 'Day, time and zone, as in 2026-10-01T00:00:00Z.',
    regions: expect.stringContaining('“Frankfurt” is not of the form'),
    maxRequests: 'A number from 1 to 100000.',
  });
});
