import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { codeStep, newSecondFactor, openFactor, sealFactor } from './second-factor.ts';

// RFC 6238, appendix B, SHA-1: the secret "12345678901234567890", the last six of the eight digits printed there.
const rfcSecret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;

test('codes of RFC 6238 are right at their time and one step around it, and nowhere else', () => {
  expect(codeStep(rfcSecret, '287082', 59_000)).toBe(1);
  expect(codeStep(rfcSecret, '287082', 59_000 + 30_000)).toBe(1);
  expect(codeStep(rfcSecret, '081804', 1_111_111_109_000)).toBe(37_037_036);
  expect(codeStep(rfcSecret, '287082', 59_000 + 90_000)).toBeNull();
  for (const code of ['', '28708', '2870822', 'abcdef', '287 082'])
    expect(codeStep(rfcSecret, code, 59_000)).toBeNull();
});

test('a new factor is an address that authenticator apps read', () => {
  const { secret, uri } = newSecondFactor('me@test.invalid');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  expect(codeStep(secret, code)).not.toBeNull();
  expect(uri).toContain('otpauth://totp/Virga');
});

test('a sealed factor opens for its own user and session secret only', () => {
  const sealed = sealFactor(rfcSecret, 'user-1', 'session secret');
  expect(sealed).not.toContain(rfcSecret);
  expect(openFactor(sealed, 'user-1', 'session secret')).toBe(rfcSecret);
  expect(() => openFactor(sealed, 'user-2', 'session secret')).toThrow();
  expect(() => openFactor(sealed, 'user-1', 'another secret')).toThrow();
});
