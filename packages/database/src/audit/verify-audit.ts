import { createHash, createPublicKey, verify } from 'node:crypto';
import type { PlatformAccess } from '../access/principal.ts';
import type { Database } from '../client/open-database.ts';
import type { AuditSeal } from '../generated/client.ts';
import { auditRowsHash, sealHashOf } from './seal-text.ts';

export interface AuditVerdict {
  seals: number;
  sealedRows: number;
  /** Written since the newest seal: what could still be changed unseen by the database's owner. */
  unsealedRows: number;
  lastSealedAt: Date | null;
  /** Fingerprints of the keys that signed; compare them with a report's. */
  keyFingerprints: string[];
  /** Newest seals checked; null when every one was. */
  onlyNewest: number | null;
  /** What is wrong, in the order of seals; empty when every row is as it was sealed. */
  faults: { seal: number; fromId: bigint; toId: bigint; what: string }[];
}

/** Reads every sealed row again. Needs `audit:read`. With `newest`, rows of the newest seals only; the chain always whole. */
export async function verifyAudit(db: Database, _access: PlatformAccess, newest?: number): Promise<AuditVerdict> {
  const seals = await db.prisma.auditSeal.findMany({ orderBy: { number: 'asc' } });
  const faults: AuditVerdict['faults'] = [];
  let previous: AuditSeal | null = null;
  for (const [index, seal] of seals.entries()) {
    const readsRows = newest === undefined || index >= seals.length - newest;
    const what = faultOfChain(seal, previous) ?? (readsRows ? await faultOfRows(db, seal) : null);
    if (what) faults.push({ seal: seal.number, fromId: seal.fromId, toId: seal.toId, what });
    previous = seal;
  }
  return {
    seals: seals.length,
    sealedRows: seals.reduce((sum, seal) => sum + seal.rows, 0),
    unsealedRows: await db.prisma.auditRow.count({ where: { id: { gt: previous?.toId ?? 0n } } }),
    lastSealedAt: previous?.sealedAt ?? null,
    keyFingerprints: [...new Set(seals.map((seal) => seal.keyFingerprint))],
    onlyNewest: newest !== undefined && newest < seals.length ? newest : null,
    faults,
  };
}

function faultOfChain(seal: AuditSeal, previous: AuditSeal | null): string | null {
  if (seal.number !== (previous?.number ?? 0) + 1) return `seals before number ${seal.number} are missing`;
  if (seal.previousHash !== (previous?.sealHash ?? '0'.repeat(64)) || seal.fromId !== (previous?.toId ?? 0n))
    return 'it does not follow the seal before it';
  if (sealHashOf(seal) !== seal.sealHash) return 'the seal itself was changed';
  const key = createPublicKey(seal.publicKey);
  const fingerprint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const isSigned = verify(null, Buffer.from(seal.sealHash), key, Buffer.from(seal.signature, 'base64'));
  return isSigned && fingerprint === seal.keyFingerprint ? null : 'its signature is not of the key it names';
}

async function faultOfRows(db: Database, seal: AuditSeal): Promise<string | null> {
  const rows = await db.prisma.auditRow.findMany({
    where: { id: { gt: seal.fromId, lte: seal.toId } },
    orderBy: { id: 'asc' },
  });
  if (rows.length < seal.rows) return `${seal.rows - rows.length} of its ${seal.rows} rows are gone`;
  if (rows.length > seal.rows) return `${rows.length - seal.rows} rows were put among its ${seal.rows}`;
  return auditRowsHash(rows) === seal.rowsHash ? null : `at least one of its ${seal.rows} rows was changed`;
}
