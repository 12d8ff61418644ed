import type { Database, Transaction } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { newId } from '@virga/domain/ids';

const windowMs = 15 * 60_000;
const keptMs = 24 * 3_600_000;
const perAccount = 10;
const perAddress = 50;

/**
 * Throws session.locked after 10 failures for an account or 50 from an address within 15 minutes. Tries while locked are not
 * counted, so nobody can lock an account for good; unknown accounts lock alike.
 */
export async function checkLockout(db: Database, account: string, address: string | null): Promise<void> {
  const since = new Date(Date.now() - windowMs);
  const client = db.prisma.signInFailure;
  const [byAccount, byAddress] = await Promise.all([
    client.count({ where: { account, at: { gt: since } } }),
    address ? client.count({ where: { address, at: { gt: since } } }) : 0,
  ]);
  if (byAccount >= perAccount || byAddress >= perAddress)
    throw new AppError({ code: 'session.locked', message: errorCodes['session.locked'].meaning, retryable: true });
}

/** What is older than a day locks nobody and goes: a mistyped account may be somebody's password. */
export async function recordFailure(db: Database, account: string, address: string | null): Promise<void> {
  await db.prisma.signInFailure.create({ data: { id: newId(), account, address: address ?? 'unknown' } });
  await db.prisma.signInFailure.deleteMany({ where: { at: { lt: new Date(Date.now() - keptMs) } } });
}

export async function forgetFailures(tx: Transaction, account: string): Promise<void> {
  await tx.signInFailure.deleteMany({ where: { account } });
}
