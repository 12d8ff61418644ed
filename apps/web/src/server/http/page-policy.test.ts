import { expect, test } from 'vitest';
import { pagePolicy } from './page-policy.ts';

test('the policy of a page is the one of security.md, with this answer’s nonce and the issuer for its form [S2.csp]', () => {
  expect(pagePolicy('bm9uY2U=', 'https://id.example/realms/x', false)).toBe(
    "default-src 'none'; script-src 'nonce-bm9uY2U=' 'strict-dynamic'; style-src 'self' 'nonce-bm9uY2U='; " +
      "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
      "form-action 'self' https://id.example; frame-ancestors 'none'; base-uri 'none'",
  );
});

test('nothing is evaluated outside of development', () => {
  expect(pagePolicy('x', null, false)).not.toContain('unsafe-eval');
  expect(pagePolicy('x', null, true)).toContain("'unsafe-eval'");
});
