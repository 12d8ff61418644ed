import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';

export interface StaleRow {
  id: string;
  caseId: string;
  attempt: number;
  fence: bigint;
}

const noLiveLease = (now: Date) => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] });
const columns = { id: true, caseId: true, attempt: true, fence: true } as const;

/**
 * For the sweep: acquisitions that are due (queued or waiting and their time has come, or running) and that nobody holds.
 * `quietMs`: rows whose last news is younger are left alone, their job is likely on its way.
 */
export async function listStaleAcquisitions(db: Database | Transaction, quietMs = 15_000): Promise<StaleRow[]> {
  const now = new Date();
  return clientOf(db).acquisition.findMany({
    where: {
      state: { in: ['queued', 'running', 'waiting'] },
      lastNewsAt: { lt: new Date(now.getTime() - quietMs) },
      AND: [noLiveLease(now), { OR: [{ nextRunAt: null }, { nextRunAt: { lt: now } }] }],
    },
    select: columns,
    orderBy: { id: 'asc' },
    take: 1000,
  });
}

/** The same for runs of a parser. */
export async function listStaleParseRuns(db: Database | Transaction, quietMs = 15_000): Promise<StaleRow[]> {
  const now = new Date();
  return clientOf(db).parseRun.findMany({
    where: {
      state: { in: ['queued', 'running'] },
      createdAt: { lt: new Date(now.getTime() - quietMs) },
      AND: [noLiveLease(now)],
    },
    select: columns,
    orderBy: { id: 'asc' },
    take: 1000,
  });
}

/** Containment actions with something to run (plan, apply, verify, undo) that nobody holds. */
export async function listStaleActions(
  db: Database | Transaction,
): Promise<{ id: string; caseId: string; running: string; fence: bigint }[]> {
  const rows = await clientOf(db).containmentAction.findMany({
    where: { running: { not: null }, AND: [noLiveLease(new Date())] },
    select: { id: true, caseId: true, running: true, fence: true },
    orderBy: { id: 'asc' },
    take: 1000,
  });
  return rows.map((row) => ({ ...row, running: row.running ?? '' }));
}
