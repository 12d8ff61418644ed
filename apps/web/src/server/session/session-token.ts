import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@virga/domain/ids';

/** 256 random bits: the only thing the cookie's JWT carries. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the row holds: whoever reads the table cannot sign in with it. */
export function sessionTokenHash(token: string): string {
  return sha256Hex(`virga session ${token}`);
}
