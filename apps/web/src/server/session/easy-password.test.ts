import { expect, test } from 'vitest';
import { contextWords, easyPasswordFault } from './easy-password.ts';

const person = { email: 'hanna.keller@acme.example', name: 'Hanna Keller' };
const isEasy = (password: string) => easyPasswordFault(password, person) !== null;

test('a password made of the product, the field or the person is easy, however it is written', () => {
  for (const easy of [
    'Virga-Virga-2026',
    'hanna.keller.2026',
    'KELLER acme Virga1',
    'Password1234',
    'ｖｉｒｇａ-admin-1',
  ])
    expect(isEasy(easy), easy).toBe(true);
  for (const word of contextWords) expect(isEasy(`${word} ${word} 1234`), word).toBe(true);
});

test('one character over and over is easy', () => {
  expect(isEasy('aaaaaaaaaaaaaaaa')).toBe(true);
  expect(isEasy('121212121212')).toBe(true);
});

test('words of one’s own choice are not, of whatever signs, also beside a word of the product', () => {
  for (const good of [
    'slow trains carry iron',
    'virga keeps slow trains',
    '!§$%&/()=?#+*',
    'мой старый поезд',
    '雨の日の古い列車は遅い',
  ])
    expect(easyPasswordFault(good, person), good).toBeNull();
});

test('a name of one or two letters takes nothing away', () => {
  expect(easyPasswordFault('slow trains', { email: 'a@b.example', name: 'Wu O' })).toBeNull();
});
