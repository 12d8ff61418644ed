import { NextRequest } from 'next/server';
import { beforeAll, expect, test } from 'vitest';
import nextConfig from '../next.config.ts';
import { config, proxy } from './proxy.ts';

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'x',
    VIRGA_HOME: '/x',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    NEXTAUTH_URL: 'https://virga.example',
  });
});

const ask = (host: string) => proxy(new NextRequest('https://virga.example/cases', { headers: { host } }));
const demanded = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

test('every page, and the refusal of a foreign Host, carries the headers and a nonce of its own [S2.headers] [S2.csp]', () => {
  const answers = [ask('virga.example'), ask('virga.example'), ask('rebound.example')];
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 403]);
  const policies = answers.map((answer) => answer.headers.get('content-security-policy'));
  expect(new Set(policies).size).toBe(3);
  for (const answer of answers) {
    for (const [name, value] of Object.entries(demanded)) expect(answer.headers.get(name), name).toBe(value);
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
  }
});

test('what goes past the proxy has headers by configuration: static files say the same [S2.headers]', async () => {
  const matcher = new RegExp(`^${config.matcher[0]}$`);
  const rules = (await nextConfig.headers?.()) ?? [];
  for (const path of ['/_next/static/chunks/main.js', '/icon.svg']) {
    expect(matcher.test(path), path).toBe(false);
    const fitting = rules.filter(({ source }) => path.startsWith(source.replace(':path*', '')));
    const always = Object.fromEntries(
      fitting.filter(({ has }) => !has).flatMap(({ headers }) => headers.map(({ key, value }) => [key, value])),
    );
    expect(always).toMatchObject({
      ...demanded,
      'content-security-policy': expect.stringContaining("base-uri 'none'"),
    });
    expect(always).not.toHaveProperty('strict-transport-security');
    expect(fitting.filter(({ has }) => has).map(({ headers }) => headers[0]?.key)).toEqual([
      'strict-transport-security',
    ]);
  }
});
