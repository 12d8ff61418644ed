import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '@virga/domain/ids';

/**
 * `virga_<id>_<secret>_<checksum>`: id = the row's UUID in hex, secret = 32 random bytes in hex, checksum = first 8 hex
 * digits of SHA-256 over `virga_<id>_<secret>`. The checksum lets scanners of leaked secrets, and us, tell a real token from
 * a chance match without asking the database.
 */
const form = /^virga_([0-9a-f]{32})_([0-9a-f]{64})_([0-9a-f]{8})$/;

export interface TokenText {
  id: string;
  secretHash: string;
}

export function makeTokenText(id: string): { text: string; secretHash: string } {
  const secret = randomBytes(32).toString('hex');
  const body = `virga_${id.replaceAll('-', '')}_${secret}`;
  return { text: `${body}_${checksumOf(body)}`, secretHash: secretHashOf(secret) };
}

/** Null for anything that is not a token of ours; says nothing about whether it is still good. */
export function parseTokenText(text: string): TokenText | null {
  const match = form.exec(text);
  if (!match) return null;
  const [, hex, secret, checksum] = match;
  if (checksumOf(`virga_${hex}_${secret}`) !== checksum) return null;
  const id = [hex!.slice(0, 8), hex!.slice(8, 12), hex!.slice(12, 16), hex!.slice(16, 20), hex!.slice(20)].join('-');
  return { id, secretHash: secretHashOf(secret!) };
}

export function isSameHash(left: string, right: string): boolean {
  const [a, b] = [left, right].map((value) => createHash('sha256').update(value).digest());
  return timingSafeEqual(a!, b!);
}

function secretHashOf(secret: string): string {
  return sha256Hex(`virga token ${secret}`);
}

function checksumOf(body: string): string {
  return sha256Hex(body).slice(0, 8);
}
