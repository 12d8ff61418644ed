import { expect, test } from 'vitest';
import { firstRunSteps, halfDone, isStepDone } from './first-run-steps.ts';

const nothing = {
  password: true,
  factor: false,
  account: true,
  accountTested: false,
  people: false,
  case: false,
  collection: false,
};

test('a step is done only when all of it is', () => {
  const done = (facts: typeof nothing) => firstRunSteps.filter(({ id }) => isStepDone(id, facts)).map(({ id }) => id);
  expect(done(nothing)).toEqual([]);
  expect(done({ ...nothing, factor: true, accountTested: true, case: true })).toEqual(['password', 'account', 'case']);
});

test('half of a step is said', () => {
  expect(halfDone('account', nothing)).toContain('no test');
  expect(halfDone('password', nothing)).toContain('no second factor');
  expect(halfDone('people', nothing)).toBeNull();
});
