import { AppError } from '@virga/domain';
import { expect, test } from 'vitest';
import { envSchema } from '../env.ts';
import { checkDoors, checkReader } from './check-doors.ts';

const env = envSchema.parse({
  DATABASE_URL: 'x',
  VIRGA_HOME: '/x',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  NEXTAUTH_URL: 'https://virga.example.org',
  VIRGA_HOSTS: 'inside.example.org',
});
const own = {
  host: 'virga.example.org',
  origin: 'https://virga.example.org',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};

/** Null when the request is let in, else the door that closed. */
function door(headers: Record<string, string | null>, method = 'POST', kind: 'json' | 'tus' = 'json'): unknown {
  const given = Object.entries({ ...own, ...headers }).filter((entry): entry is [string, string] => entry[1] !== null);
  const body = method === 'GET' ? null : '{}';
  const request = new Request('https://virga.example.org/api/v1/x', { method, body });
  const made = new Map(given);
  const fake = {
    method,
    body: request.body,
    headers: { get: (name: string) => made.get(name) ?? null, has: (name: string) => made.has(name) },
  };
  try {
    checkDoors(env, fake as unknown as Request, kind);
    return null;
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.facts['door'] : thrown;
  }
}

test('our own page is let in, under each of our names', () => {
  expect(door({})).toBeNull();
  expect(door({ host: 'inside.example.org', origin: 'https://inside.example.org' })).toBeNull();
  expect(door({ 'content-type': 'application/json; charset=utf-8' })).toBeNull();
});

test('another Host is refused, also for reading: DNS rebinding [S2.same-origin]', () => {
  expect(door({ host: 'evil.example' }, 'GET')).toBe('host');
  expect(door({ host: null }, 'GET')).toBe('host');
  expect(door({ host: 'virga.example.org:8443' })).toBe('host');
});

test('a state change without our Origin is refused, whatever else it carries [S2.same-origin]', () => {
  for (const origin of [
    null,
    'null',
    'https://evil.example',
    'http://virga.example.org',
    'https://virga.example.org.evil.example',
  ])
    expect(door({ origin }), String(origin)).toBe('origin');
  for (const method of ['PUT', 'PATCH', 'DELETE']) expect(door({ origin: null }, method)).toBe('origin');
});

test('Sec-Fetch-Site must say same-origin', () => {
  for (const site of [null, 'cross-site', 'same-site', 'none'])
    expect(door({ 'sec-fetch-site': site }), String(site)).toBe('sec-fetch-site');
});

test('only JSON, and the tus type where files come in', () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])
    expect(door({ 'content-type': type }), type).toBe('content-type');
  expect(door({ 'content-type': 'application/offset+octet-stream' })).toBe('content-type');
  expect(door({ 'content-type': 'application/offset+octet-stream' }, 'PATCH', 'tus')).toBeNull();
});

test('reading needs no Origin; a token needs none either, but a foreign one is refused all the same', () => {
  expect(door({ origin: null, 'sec-fetch-site': null, 'content-type': null }, 'GET')).toBeNull();
  const token = { authorization: 'Bearer x', origin: null, 'sec-fetch-site': null };
  expect(door(token)).toBeNull();
  expect(door({ ...token, origin: 'https://evil.example' })).toBe('origin');
});

test('the API is not read from another site, not even by a link; typed addresses and programs read it', () => {
  const reader = (site: string | null) => () =>
    checkReader(
      new Request('https://virga.example.org/', site === null ? {} : { headers: { 'sec-fetch-site': site } }),
    );
  for (const site of ['cross-site', 'same-site']) expect(reader(site), site).toThrow(AppError);
  for (const site of ['same-origin', 'none', null]) expect(reader(site), String(site)).not.toThrow();
});
