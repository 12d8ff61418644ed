import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Bytes that look random but follow from the range's secret and a request id: a replayed journal makes the same ids,
 * and nobody without the data folder can tell a secret from an id.
 */
export function deriveBytes(secret: Buffer, requestId: string, label: string, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let i = 0, have = 0; have < length; i++, have += 32) {
    parts.push(createHmac('sha256', secret).update(`${requestId}\n${label}\n${i}`).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** EC2-style ids in the order of asking: `snap-0` and 16 hex digits. */
export function createIdMaker(secret: Buffer, requestId: string): (prefix: string) => string {
  let made = 0;
  return (prefix) => `${prefix}-0${deriveBytes(secret, requestId, `id ${made++}`, 8).toString('hex')}`;
}

/** Text of IAM's id alphabet. */
export function base32Text(bytes: Buffer): string {
  return Array.from(bytes, (byte) => BASE32[byte & 31]).join('');
}

/** A request or event id in UUID shape. */
export function uuidFrom(bytes: Buffer): string {
  const b = Buffer.from(bytes.subarray(0, 16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = b.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
