import { type Prisma, PrismaClient } from '../generated/client.ts';
import type { Database, Transaction } from './open-database.ts';

/** Runs `work` in the transaction given, or in one of its own when the caller has none. */
export async function inTransaction<Result>(
  db: Database | Transaction,
  work: (tx: Transaction) => Promise<Result>,
  options: { isolationLevel?: Prisma.TransactionIsolationLevel; timeout?: number } = {},
): Promise<Result> {
  if ('pool' in db) return db.prisma.$transaction(work, options);
  if (db instanceof PrismaClient) return db.$transaction(work, options);
  return work(db);
}

/** Plain reads and single statements: the client of a Database, or the transaction itself. */
export function clientOf(db: Database | Transaction): Transaction {
  return 'pool' in db ? db.prisma : db;
}
