import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FoldIndex } from './fold-index.ts';

const content = (text: string) => hash('sha256', text);

describe('FoldIndex', () => {
  it('answers like a map of sets over many thousand pairs', () => {
    const index = new FoldIndex();
    const seen = new Map<string, Set<string>>();
    for (let step = 0; step < 30_000; step++) {
      const uid = `uid-${(step * 7919) % 9000}`;
      const body = content(`${uid}:${step % 13 === 0 ? 'other' : 'one'}`);
      const known = seen.get(uid);
      const expected = known === undefined ? 'new' : known.has(body) ? 'same' : 'conflict';
      expect(index.check(uid, body)).toBe(expected);
      seen.set(uid, (known ?? new Set()).add(body));
    }
  });

  it('is bounded: beyond the limit rows are kept and counted, and known ones still fold', () => {
    const index = new FoldIndex(2);
    expect([index.check('a', content('1')), index.check('b', content('2'))]).toEqual(['new', 'new']);
    expect(index.check('c', content('3'))).toBe('not checked');
    expect(index.check('c', content('3'))).toBe('not checked');
    expect(index.check('a', content('1'))).toBe('same');
    expect(index.check('a', content('4'))).toBe('conflict');
    expect(index.size).toBe(2);
    expect(index.overflowed).toBe(3);
  });
});
