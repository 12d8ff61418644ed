import { createHash, hash, randomBytes } from 'node:crypto';

/** UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random. Sorts by creation. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export interface EventIdentity {
  evidenceId: string;
  /** Path inside containers: object key, then member names, joined by '\n' by this function. */
  path: readonly string[];
  /** Offset in the decompressed stream, row in a row group, inode and attribute: what the format calls its locator. */
  locator: string;
  /** Which event of that record, from 0: one record may yield several (MACB times). */
  index: number;
}

/** 32 lower-case hex digits: the first 128 bits of SHA-256. Stable across reparses (forensics.md, 7). */
export function eventId(identity: EventIdentity): string {
  const text = `${identity.evidenceId}\0${identity.path.join('\n')}\0${identity.locator}\0${identity.index}`;
  return hash('sha256', text).slice(0, 32);
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
