import { expect, test } from 'vitest';
import { hashPassword, randomPassword, verifyPassword } from './password-hash.ts';

test('a password verifies against its own hash only, and the hash is salted', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword('correct horse', first)).toBe(true);
  expect(await verifyPassword('correct horse ', first)).toBe(false);
});

test('a known hash made with the argon2 reference implementation verifies', async () => {
  // printf password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 (README of phc-winner-argon2)
  const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', phc)).toBe(true);
});

test('no hash means no, and a text that is no hash throws', async () => {
  expect(await verifyPassword('', null)).toBe(false);
  await expect(verifyPassword('x', 'plain')).rejects.toThrow(TypeError);
});

test('decomposed and composed letters are one password', async () => {
  expect(await verifyPassword('cafe\u0301-cafe\u0301', await hashPassword('café-café'))).toBe(true);
});

test('one-time passwords differ and hold only unmistakable letters', () => {
  const made = new Set(Array.from({ length: 200 }, randomPassword));
  expect(made.size).toBe(200);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
});
