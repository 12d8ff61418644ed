import { expect, test } from 'vitest';
import { judgeLines, linesNamedIn, readDesignLines } from './design-lines.ts';

const list = readDesignLines(`
forensics:
  F1.kept: the snapshot is kept
  F1.offset: { line: clock offset, later: 4 }
security:
  S1.walk: every route is walked
  S1.gap: { line: a gap, open: not built yet }
`);

/** Written so that this file itself names no line. */
const tag = (name: string) => ['[', name, ']'].join('');

test('a line counts only where a title names it, not in a comment or in other text', () => {
  const source = `
    // ${tag('F1.kept')} in a comment
    const text = '${tag('F1.kept')}';
    test('${tag('S1.walk')} every route', () => {});
    describe.each(rows)('\${x} ${tag('F1.offset')}', () => {});
    it(\`${tag('S1.gap')} later\`, () => {});`;
  expect(linesNamedIn(source).toSorted()).toEqual(['F1.offset', 'S1.gap', 'S1.walk']);
});

test('a line without a test is found, later and open ones are told apart, an unknown name is refused [S0.threats]', () => {
  const tests = new Map([['a.test.ts', `test('${tag('S1.walk')} ${tag('S1.wlak')} typed wrongly', () => {});`]]);
  const found = judgeLines(list, tests, new Map([['docs/threats.md', `see ${tag('F1.gone')}`]]));
  expect(found.untested.map((line) => line.name)).toEqual(['F1.kept']);
  expect(found.open.map((line) => line.name)).toEqual(['S1.gap']);
  expect(found.later.map((line) => line.name)).toEqual(['F1.offset']);
  expect(found.stale).toEqual([]);
  expect(found.unknown).toEqual(['S1.wlak in a.test.ts', 'F1.gone in docs/threats.md']);
});

test('a line that is said to be open although a test names it is found', () => {
  const found = judgeLines(list, new Map([['a.test.ts', `test('${tag('S1.gap')}', () => {});`]]));
  expect(found.stale.map((line) => line.name)).toEqual(['S1.gap']);
  expect(found.open).toEqual([]);
});
