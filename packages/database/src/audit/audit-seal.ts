import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Database } from '../client/open-database.ts';
import type { AuditSeal } from '../generated/client.ts';
import { auditRowsHash, sealHashOf } from './seal-text.ts';

const mostRows = 20_000;
/** An id may be handed out a moment before its transaction has a number of its own. */
const settledAfterMs = 5000;

/** What the next look has to wait for before rows up to `toId` can be sealed. */
export interface SealMark {
  toId: bigint;
  /** Transactions below this number were running when `toId` was read; their rows may have lower ids. */
  xmax: bigint;
}

/**
 * Seals what can no longer change: rows up to the mark of an earlier look, once every transaction of then is over. Gives the
 * mark for the next look. The collect workers do it, who hold the key; the table takes each number once, so seals cannot fork.
 */
export async function sealAudit(db: Database, mark: SealMark | null, privateKeyPem: string): Promise<SealMark | null> {
  const now = await look(db);
  if (!mark) return now.mark;
  if (now.xmin < mark.xmax) return mark;
  const last = await db.prisma.auditSeal.findFirst({ orderBy: { number: 'desc' } });
  if (mark.toId > (last?.toId ?? 0n)) await writeSeal(db, last, mark.toId, privateKeyPem);
  return now.mark;
}

async function look(db: Database): Promise<{ xmin: bigint; mark: SealMark | null }> {
  const { rows } = await db.pool.query<{ xmin: string; xmax: string; max: string | null }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, pg_snapshot_xmax(pg_current_snapshot())::text AS xmax,
            (SELECT max(id)::text FROM audit_entry WHERE at < now() - make_interval(secs => $1)) AS max`,
    [settledAfterMs / 1000],
  );
  const { xmin, xmax, max } = rows[0]!;
  return { xmin: BigInt(xmin), mark: max === null ? null : { toId: BigInt(max), xmax: BigInt(xmax) } };
}

async function writeSeal(db: Database, last: AuditSeal | null, upTo: bigint, privateKeyPem: string): Promise<void> {
  const fromId = last?.toId ?? 0n;
  const rows = await db.prisma.auditRow.findMany({
    where: { id: { gt: fromId, lte: upTo } },
    orderBy: { id: 'asc' },
    take: mostRows,
  });
  if (rows.length === 0) return;
  const publicKey = createPublicKey(createPrivateKey(privateKeyPem));
  const unsealed = {
    number: (last?.number ?? 0) + 1,
    fromId,
    toId: rows.length < mostRows ? upTo : rows.at(-1)!.id,
    rows: rows.length,
    rowsHash: auditRowsHash(rows),
    previousHash: last?.sealHash ?? '0'.repeat(64),
    sealedAt: new Date(),
  };
  const sealHash = sealHashOf(unsealed);
  await db.prisma.auditSeal.createMany({
    // Another collect worker was first: its seal stands, and no sweep fails for it.
    skipDuplicates: true,
    data: [
      {
        ...unsealed,
        sealHash,
        keyFingerprint: createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('hex'),
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
        signature: sign(null, Buffer.from(sealHash), privateKeyPem).toString('base64'),
      },
    ],
  });
}
