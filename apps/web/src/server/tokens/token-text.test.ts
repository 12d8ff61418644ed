import { newId } from '@virga/domain/ids';
import { expect, test } from 'vitest';
import { makeTokenText, parseTokenText } from './token-text.ts';

test('a token reads back as its id and the hash of its secret, and holds neither hash nor dashes', () => {
  const id = newId();
  const { text, secretHash } = makeTokenText(id);
  expect(text).toMatch(/^virga_[0-9a-f]{32}_[0-9a-f]{64}_[0-9a-f]{8}$/);
  expect(parseTokenText(text)).toEqual({ id, secretHash });
  expect(text).not.toContain(secretHash);
});

test('one changed letter anywhere makes it no token', () => {
  const { text } = makeTokenText(newId());
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === '0' ? '1' : '0';
    expect(parseTokenText(text.slice(0, at) + other + text.slice(at + 1)), `at ${at}`).toBeNull();
  }
  expect(parseTokenText(`${text} `)).toBeNull();
  expect(parseTokenText('')).toBeNull();
});
