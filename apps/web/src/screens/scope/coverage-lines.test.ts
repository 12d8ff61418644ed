import { expect, test } from 'vitest';
import { cellLook, coverageMap } from './coverage-lines.ts';

const common = { sourceId: 'aws/cloudtrail', externalAccountId: '111122223333', detail: '' };

test('lines by source, account and region; cells by time', () => {
  const map = coverageMap([
    {
      ...common,
      id: '1',
      region: 'eu-west-1',
      from: '2026-10-01T00:00:00.000000Z',
      to: '2026-10-02T00:00:00.000000Z',
      word: 'collected',
    },
    {
      ...common,
      id: '2',
      region: 'eu-west-1',
      from: '2026-10-02T00:00:00.000000Z',
      to: '2026-10-05T00:00:00.000000Z',
      word: 'late',
    },
    { ...common, id: '3', region: 'us-east-1', from: null, to: null, word: 'denied' },
  ]);
  expect(map.from).toBe('2026-10-01T00:00:00.000000Z');
  expect(map.to).toBe('2026-10-05T00:00:00.000000Z');
  expect(map.lines.map((line) => [line.region, line.cells.map((cell) => [cell.word, cell.left, cell.width])])).toEqual([
    [
      'eu-west-1',
      [
        ['collected', 0, 25],
        ['late', 25, 75],
      ],
    ],
    ['us-east-1', [['denied', 0, 100]]],
  ]);
});

test('without times everything covers the width', () => {
  const map = coverageMap([{ ...common, id: '1', region: 'global', from: null, to: null, word: 'empty' }]);
  expect(map).toMatchObject({ from: null, to: null, lines: [{ cells: [{ left: 0, width: 100 }] }] });
});

test.each([
  ['collected', 'solid'],
  ['empty', 'outline'],
  ['not asked', 'hatch'],
  ['past retention', 'hatch'],
  ['denied', 'loud'],
] as const)('%s is %s', (word, look) => {
  expect(cellLook(word)).toBe(look);
});
