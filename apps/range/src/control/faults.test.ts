import { expect, test } from 'vitest';
import { FaultBoard, type FaultRequest, faultSchema } from './faults.ts';

const target = { service: 'ec2', operation: 'DescribeInstances', region: 'eu-west-1', accountId: '111122223333' };

function board(request: FaultRequest): FaultBoard {
  const made = new FaultBoard();
  made.add(request, 0);
  return made;
}

test('a fault strikes what its selectors name, and no more often than asked', () => {
  const faults = board({ kind: 'throttle', service: 'ec2', region: 'eu-west-1', times: 2 });
  const hits = [1, 2, 3].map(() => faults.strike('throttle', target) !== undefined);
  expect(hits).toEqual([true, true, false]);
  expect(board({ kind: 'throttle', region: 'us-east-1' }).strike('throttle', target)).toBeUndefined();
  expect(board({ kind: 'throttle' }).strike('deny', target)).toBeUndefined();
});

test.each([
  [0.5, 50],
  [0.1, 10],
  [1, 100],
])('rate %f hits %i of 100', (rate, hits) => {
  const faults = board({ kind: 'throttle', rate });
  const struck = Array.from({ length: 100 }, () => faults.strike('throttle', target)).filter(
    (fault) => fault !== undefined,
  );
  expect(struck).toHaveLength(hits);
});

test('removing and clearing; wrong requests are refused', () => {
  const faults = board({ kind: 'delay', delayMs: 5 });
  expect(faults.remove(faults.list()[0]!.id)).toBe(true);
  expect(faults.remove(99)).toBe(false);
  faults.add({ kind: 'deny' }, 0);
  faults.clear();
  expect(faults.list()).toEqual([]);
  expect(faultSchema.safeParse({ kind: 'throttle', rate: 2 }).success).toBe(false);
  expect(faultSchema.safeParse({ kind: 'throttle', unknown: 1 }).success).toBe(false);
});
