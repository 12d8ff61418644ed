import { expect, test } from 'vitest';
import { applyWish, isSameState, labelOf, revertChange, untouched } from './annotation-state.ts';

test('a wish changes what it names and leaves the rest', () => {
  const starred = applyWish(untouched, { starred: true, addTags: ['exfil', 'exfil'] });
  expect(starred).toEqual({ ...untouched, starred: true, tags: ['exfil'] });
  expect(applyWish(starred, { verdict: 'bad', removeTags: ['exfil'] })).toEqual({
    ...untouched,
    starred: true,
    verdict: 'bad',
  });
  expect(isSameState(applyWish(starred, { starred: true }), starred)).toBe(true);
});

test('undo takes back its own change and keeps what somebody did after it', () => {
  const before = { ...untouched, tags: ['a'] };
  const after = applyWish(before, { starred: true, verdict: 'bad', addTags: ['b'], removeTags: ['a'] });
  const later = applyWish(after, { verdict: 'good', addTags: ['c'] });
  const back = revertChange(later, { eventId: 'x', before, after });
  expect(back).toEqual({ starred: false, hidden: false, inReport: false, verdict: 'good', tags: ['c', 'a'] });
});

test('the history says it in words', () => {
  expect(labelOf({ starred: true, addTags: ['exfil'] }, 1)).toBe('starred, tagged exfil: 1 row');
  expect(labelOf({ verdict: null }, 3)).toBe('cleared the verdict: 3 rows');
});
