import { expect, test } from 'vitest';
import { runSummary } from './run-summary.ts';

test('answers in one sentence, each gap by itself', () => {
  const denied = { region: 'eu-west-1', kind: 'instance', word: 'denied', detail: 'ec2:DescribeInstances' };
  const { answered, gaps } = runSummary([
    { region: 'us-east-1', kind: 'instance', word: 'collected', detail: '3 found.' },
    { region: 'us-east-1', kind: 'trail', word: 'empty', detail: '0 found.' },
    denied,
  ]);
  expect(answered).toBe('2 of 3 questions answered over 2 regions, 1 of them with nothing there');
  expect(gaps).toEqual([denied]);
});

test('a run that has not begun says nothing', () => {
  expect(runSummary([])).toEqual({ answered: null, gaps: [] });
});
