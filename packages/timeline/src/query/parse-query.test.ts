import { AppError } from '@virga/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatedTree } from '../contract/generated-queries.ts';
import { describeQuery } from './describe-query.ts';
import { formatQuery } from './format-query.ts';
import { parseQuery } from './parse-query.ts';

function factsOf(query: string): Record<string, unknown> {
  try {
    parseQuery(query);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'request.query_invalid') return thrown.facts;
    throw thrown;
  }
  throw new Error(`${query} was read`);
}

describe('parseQuery', () => {
  test('reads back whatever a tree is printed as', () => {
    fc.assert(
      fc.property(generatedTree, (tree) => {
        expect(parseQuery(formatQuery(tree))).toEqual(tree);
        expect(describeQuery(tree)).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  test('never fails but with a place inside the query', () => {
    const fragment = fc.constantFrom(
      'a',
      'action:',
      '"',
      '(',
      ')',
      '[',
      ']',
      ' TO ',
      '/',
      '*',
      '\\',
      'NOT ',
      ' OR ',
      ' AND ',
      '-',
      'time:',
      'ip:',
      '1',
      '{',
      '>',
      'severity:',
      '_exists_:',
      'attributes.',
      '.',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const query = parts.join('');
        try {
          parseQuery(query);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          const facts = (thrown as AppError).facts as { position: number; length: number; expected: string };
          expect(facts.position).toBeGreaterThanOrEqual(0);
          expect(facts.position).toBeLessThanOrEqual(query.length);
          expect(facts.length).toBeGreaterThan(0);
          expect(facts.expected).not.toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['foo bar', '"foo" AND "bar"'],
    ['a OR b c', '"a" OR "b" AND "c"'],
    ['(a OR b) -c', '("a" OR "b") AND NOT "c"'],
    ['NOT (a b)', 'NOT ("a" AND "b")'],
    ['arn:aws:iam::1:user/b', '"arn:aws:iam::1:user/b"'],
    ['/etc/passwd', '"/etc/passwd"'],
    ['https://x.y/z?q=1', 'https\\:\\/\\/x.y\\/z?q\\=1'],
    ['C:\\Users\\bob', '"C:\\\\Users\\\\bob"'],
    ['/etc.*d/', '/etc.*d/'],
    ['ACTION:x', 'action:"x"'],
    ['action:(a OR "b c")', 'action:"a" OR action:"b c"'],
    ['time:2026-10', 'time:[2026-10-01T00:00:00.000000Z TO 2026-11-01T00:00:00.000000Z}'],
    ['time:[2026-10-01 TO 2026-10-02]', 'time:[2026-10-01T00:00:00.000000Z TO 2026-10-03T00:00:00.000000Z}'],
    ['time:[2026-10-01 TO 2026-10-02}', 'time:[2026-10-01T00:00:00.000000Z TO 2026-10-02T00:00:00.000000Z}'],
    ['time:{2026-10-01 TO *]', 'time:[2026-10-02T00:00:00.000000Z TO *}'],
    ['time:>=2026-10-01T12:00+02:00', 'time:[2026-10-01T10:00:00.000000Z TO *}'],
    ['time:2026-10-01T12:00:00.5Z', 'time:[2026-10-01T12:00:00.500000Z TO 2026-10-01T12:00:00.600000Z}'],
    ['time:-24h', 'time:[now-1d TO *}'],
    ['time:[-7d TO now]', 'time:[now-1w TO now}'],
    ['severity:>=medium', 'severity:[medium TO critical]'],
    ['sourcePort:{1 TO 5}', 'sourcePort:[2 TO 4]'],
    ['bytesOut:>1000', 'bytesOut:[1001 TO *]'],
    ['ip:10.1.2.3/8', 'ip:10.0.0.0/8'],
    ['sourceIp:198.51.*', 'sourceIp:198.51.*'],
    ['tag:*', '_exists_:tag'],
    ['starred:yes', 'starred:true'],
    ['attributes."a b".c:x', 'attributes."a b".c:"x"'],
  ])('%s means %s', (query, meaning) => {
    expect(formatQuery(parseQuery(query))).toBe(meaning);
  });

  test.each([
    ['a AND', 5],
    ['a OR OR b', 5],
    ['(a', 0],
    ['a)', 1],
    ['"a', 0],
    ['action:', 0],
    ['acton:x', 0],
    ['a eventName:x', 2],
    ['time:yesterday', 5],
    ['time:[2026-10-02 TO 2026-10-01]', 5],
    ['time:2026-02-30', 5],
    ['action:[a TO b]', 7],
    ['severity:awful', 9],
    ['outcome:fail', 8],
    ['ip:10.0.0', 3],
    ['ip:10.0.0.0/33', 3],
    ['starred:maybe', 8],
    ['_exists_:nothing', 9],
    ['/a(?=b)/', 2],
    ['action:/(a)\\1/', 11],
    ['/a{256}/', 2],
    ['/[z-a]/', 2],
    ['/\\p{Greek}/', 1],
    ['()', 1],
  ])('%s is refused at its place [S2.re2]', (query, position) => {
    expect(factsOf(query).position).toBe(position);
  });

  test('keeps to its limits [S2.query-limits]', () => {
    expect(() => parseQuery('a '.repeat(256))).not.toThrow();
    expect(factsOf('a '.repeat(257)).position).toBe(512);
    expect(() => parseQuery(`${'('.repeat(32)}a${')'.repeat(32)}`)).not.toThrow();
    expect(factsOf(`${'('.repeat(33)}a${')'.repeat(33)}`).position).toBe(32);
    expect(factsOf('ä'.repeat(4097)).expected).toBe('at most 8192 bytes');
  });

  test('names our column for a vendor word', () => {
    expect(factsOf('eventName:CreateUser').expected).toContain('"action:"');
    expect(factsOf('sourceIPAddress:1.2.3.4').expected).toContain('"sourceIp:"');
  });
});
