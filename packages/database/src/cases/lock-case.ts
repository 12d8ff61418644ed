import type { Transaction } from '../client/open-database.ts';
import { Prisma } from '../generated/client.ts';

const lockClasses = {
  custody: 72_107_381,
  evidence: 72_107_382,
  report: 72_107_383,
  verification: 72_107_384,
} as const;

/** Held until the transaction ends; two cases whose ids hash alike merely wait for one another. */
export async function lockCase(tx: Transaction, what: keyof typeof lockClasses, caseId: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${lockClasses[what]}::int, hashtext(${caseId}))`);
}
