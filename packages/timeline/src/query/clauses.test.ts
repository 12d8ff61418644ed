import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatedTree } from '../contract/generated-queries.ts';
import { addClause, clauseFor, clausesOf, negateClause, removeClause } from './clauses.ts';
import { formatQuery } from './format-query.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryTree } from './tree.ts';

/** NOT NOT a means a; what it uncovers joins the AND or OR around it. */
function withoutDoubleNot(tree: QueryTree): QueryTree {
  if (tree.kind === 'not') {
    const item = withoutDoubleNot(tree.item);
    return item.kind === 'not' ? item.item : { kind: 'not', item };
  }
  if (tree.kind !== 'and' && tree.kind !== 'or') return tree;
  const items = tree.items.map(withoutDoubleNot);
  return { kind: tree.kind, items: items.flatMap((item) => (item.kind === tree.kind ? item.items : [item])) };
}

describe('clauses', () => {
  test('are cut from the text as typed, with their places', () => {
    const query = '  action:Create*  AND (a OR b) -ip:10.0.0.0/8 NOT starred:true';
    expect(clausesOf(query).map(({ text, isNegated }) => [text, isNegated])).toEqual([
      ['action:Create*', false],
      ['(a OR b)', false],
      ['-ip:10.0.0.0/8', true],
      ['NOT starred:true', true],
    ]);
    for (const { text, position, length } of clausesOf(query))
      expect(query.slice(position, position + length)).toBe(text);
    expect(clausesOf('')).toEqual([]);
  });

  test('are added once, and an OR is wrapped first', () => {
    expect(addClause('', 'tag:bad')).toBe('tag:bad');
    expect(addClause('a', 'tag:bad')).toBe('a tag:bad');
    expect(addClause('a TAG:bad', 'tag:"bad"')).toBe('a TAG:bad');
    expect(addClause('a OR b', 'tag:bad')).toBe('(a OR b) tag:bad');
    expect(addClause('(a OR b)', 'c OR d')).toBe('(a OR b) (c OR d)');
    expect(addClause('(a) OR (b)', 'c')).toBe('((a) OR (b)) c');
  });

  test('are removed and negated without changing the meaning of the others', () => {
    expect(removeClause('a (b OR c) d', 1)).toBe('a d');
    expect(removeClause('a', 0)).toBe('');
    expect(negateClause('a tag:x', 1)).toBe('a NOT tag:x');
    expect(negateClause('a -tag:x', 1)).toBe('a tag:x');
    expect(negateClause('a OR b', 0)).toBe('NOT (a OR b)');
    expect(negateClause('NOT(a OR b)', 0)).toBe('(a OR b)');
  });

  test('adding makes AND of both, negating twice gives the first meaning back', () => {
    fc.assert(
      fc.property(generatedTree, generatedTree, (tree, added) => {
        const query = formatQuery(tree);
        const both = addClause(query, formatQuery(added));
        for (const clause of [...clausesOf(query), ...clausesOf(formatQuery(added))]) {
          expect(clausesOf(both).map((one) => formatQuery(one.tree))).toContain(formatQuery(clause.tree));
        }
        for (const index of clausesOf(query).keys()) {
          const twice = negateClause(negateClause(query, index), index);
          expect(withoutDoubleNot(parseQuery(twice))).toEqual(withoutDoubleNot(tree));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are made of any value', () => {
    expect(clauseFor('action', 'Create "x" \\')).toBe('action:"Create \\"x\\" \\\\"');
    expect(clauseFor('errorCode', null)).toBe('NOT _exists_:errorCode');
    expect(clauseFor('sourceIp', '198.51.100.7')).toBe('sourceIp:198.51.100.7');
    expect(clauseFor('sourceIp', 'AWS Internal')).toBe('sourceIp:"AWS Internal"');
    expect(clauseFor('bytesOut', 12n)).toBe('bytesOut:12');
    expect(clauseFor({ name: 'attributes', path: ['a b', 'c'] }, 'v')).toBe('attributes."a b".c:"v"');
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        expect(parseQuery(clauseFor('action', value))).toEqual({
          kind: 'value',
          field: { name: 'action', path: [] },
          test: { op: 'equals', value },
        });
      }),
    );
  });
});
