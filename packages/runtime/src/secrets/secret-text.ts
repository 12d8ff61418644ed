import { randomBytes } from 'node:crypto';

/** A random token for URLs and headers: `bytes` of randomness in base64url. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What may be shown of a secret: enough to recognise it, nothing to use it. Short ones show nothing. */
export function maskSecret(secret: string): string {
  if (secret.length < 12) return '••••••••';
  return `${secret.slice(0, 4)}••••••••${secret.slice(-2)}`;
}
