import { type SealMark, sealAudit } from '@virga/database';
import type { CollectParts } from '../parts.ts';

const everyMs = 30_000;
let mark: SealMark | null = null;
let lookedAt = 0;

/** Every half minute the audit rows that have settled get a seal, signed with the key that also signs custody heads. */
export async function sealAuditLog(parts: CollectParts): Promise<void> {
  if (Date.now() - lookedAt < everyMs) return;
  lookedAt = Date.now();
  mark = await sealAudit(parts.db, mark, parts.signingKey.privateKeyPem);
}
