import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { WebEnv } from '../env.ts';

/** RFC 6238 with what every authenticator app knows: SHA-1, six digits, 30 seconds; one step of clock drift either way. */
function totpOf(secret: string, account: string): TOTP {
  return new TOTP({
    issuer: 'Virga',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret),
  });
}

export function newSecondFactor(account: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, account).toString() };
}

/** The step (30 s since 1970) whose code this is, or null. The caller keeps it so that a code works once. */
export function codeStep(secret: string, code: string, nowMs: number = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: 1 });
  return delta === null ? null : Math.floor(nowMs / 30_000) + delta;
}

/** What the key of the factors is derived from (docs/decisions): the web app's own, never the keyring of the cloud secrets. */
export function factorSecret(env: Pick<WebEnv, 'NEXTAUTH_SECRET' | 'VIRGA_FACTOR_SECRET'>): string {
  return env.VIRGA_FACTOR_SECRET ?? env.NEXTAUTH_SECRET;
}

/** AES-256-GCM under a key derived from that secret, bound to the user's id; base64url of iv, tag and text. */
export function sealFactor(secret: string, userId: string, ownSecret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', factorKey(ownSecret), iv).setAAD(Buffer.from(userId));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

/** Throws when it was sealed for another user or under another secret. */
export function openFactor(sealed: string, userId: string, ownSecret: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', factorKey(ownSecret), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(12, 28));
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
}

function factorKey(ownSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', ownSecret, '', 'virga second factor', 32));
}
