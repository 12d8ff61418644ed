import { hostname } from 'node:os';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Prisma, ProcessHeartbeat } from '../generated/client.ts';

const startedAt = new Date();

/** Says that this process lives. Every process calls it every few seconds; `facts` say what it may do. */
export async function beat(
  db: Database | Transaction,
  role: 'web' | 'collect' | 'parse',
  facts: Prisma.InputJsonObject = {},
): Promise<void> {
  const id = `${hostname()}-${process.pid}`;
  const data = { role, pid: process.pid, host: hostname(), startedAt, seenAt: new Date(), facts };
  await clientOf(db).processHeartbeat.upsert({ where: { id }, create: { id, ...data }, update: data });
}

/** Processes that were heard within `withinMs`. */
export async function listLiving(db: Database | Transaction, withinMs = 30_000): Promise<ProcessHeartbeat[]> {
  return clientOf(db).processHeartbeat.findMany({
    where: { seenAt: { gt: new Date(Date.now() - withinMs) } },
    orderBy: { role: 'asc' },
  });
}
