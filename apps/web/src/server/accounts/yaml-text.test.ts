import { expect, test } from 'vitest';
import { yamlOf } from './yaml-text.ts';

test('nested maps, lists of maps and awkward scalars', () => {
  const text = yamlOf({
    A: { Type: 'x: y', 'Fn::Sub': 'B' },
    L: [{ Effect: 'Allow', Action: ['s3:*'] }, 'no', []],
    N: null,
    E: {},
  });
  expect(text).toBe(
    [
      'A:',
      '  Type: "x: y"',
      '  "Fn::Sub": "B"',
      'L:',
      '  - Effect: "Allow"',
      '    Action:',
      '      - "s3:*"',
      '  - "no"',
      '  - []',
      'N: null',
      'E: {}',
      '',
    ].join('\n'),
  );
});
