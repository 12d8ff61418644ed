import { describe, expect, it } from 'vitest';
import { caretWord, withCompletion } from './caret-word.ts';
import { readClauses } from './read-clauses.ts';

describe('the word at the caret', () => {
  it.each([
    ['act', { kind: 'field', prefix: 'act', start: 0, end: 3 }],
    ['a AND (-act', { kind: 'field', prefix: 'act', start: 8, end: 11 }],
    ['action:Cre', { kind: 'value', field: 'action', prefix: 'Cre', start: 0, end: 10 }],
    ['x actor:"arn of', { kind: 'value', field: 'actor', prefix: 'arn of', start: 2, end: 15 }],
    ['attributes.mfa:', { kind: 'value', field: 'attributes.mfa', prefix: '', start: 0, end: 15 }],
  ])('%s', (text, word) => {
    expect(caretWord(text, text.length)).toEqual(word);
  });
  it.each(['', 'a ', 'a AND', '"some text', '198.51'])('nothing to complete in %j', (text) => {
    expect(caretWord(text, text.length)).toBeNull();
  });
  it('replaces the word and keeps what stands behind it', () => {
    const word = caretWord('act foo', 3)!;
    expect(withCompletion('act foo', word, 'action:')).toEqual({ text: 'action: foo', caret: 7 });
  });
});

it('tells where a query cannot be read', () => {
  expect(readClauses('action:a AND').problem).toMatchObject({ position: 12 });
  expect(readClauses('action:a b').clauses).toHaveLength(2);
});
