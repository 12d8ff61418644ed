import { parseQuery } from '@virga/timeline/query';
import { expect, it } from 'vitest';
import { hitsOf } from '../state/hits-of.ts';
import { cutAtHits } from './cut-at-hits.ts';

it('cuts a text at its hits, any case, and loses nothing', () => {
  const pieces = cutAtHits('AssumeRole by role', ['role']);
  expect(pieces.filter((piece) => piece.isHit).map((piece) => piece.text)).toEqual(['Role', 'role']);
  expect(pieces.map((piece) => piece.text).join('')).toBe('AssumeRole by role');
  expect(cutAtHits('plain', [])).toEqual([{ text: 'plain', at: 0, isHit: false }]);
});

it('marks free text only, and nothing that is negated', () => {
  expect(hitsOf(parseQuery('"a b" c* NOT d action:e'))).toEqual(['a b', 'c']);
});
