import { expect, test } from 'vitest';
import { withApiHeaders } from './api-headers.ts';

const plain = { NEXTAUTH_URL: 'http://127.0.0.1:3000' };

test('every answer forbids sniffing, referrers, foreign windows and foreign use, and is no page [S2.headers]', () => {
  const { headers } = withApiHeaders(plain, new Response('{}'));
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    'cache-control': 'no-store',
  });
  expect(headers.has('strict-transport-security')).toBe(false);
});

test('https is said to be the only way, for a year, where we are on https [S2.headers]', () => {
  const { headers } = withApiHeaders({ NEXTAUTH_URL: 'https://virga.example' }, new Response('{}'));
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
});

test('a route that set a stricter policy of its own keeps it', () => {
  const bytes = new Response('bytes', { headers: { 'content-security-policy': 'sandbox' } });
  expect(withApiHeaders(plain, bytes).headers.get('content-security-policy')).toBe('sandbox');
});
