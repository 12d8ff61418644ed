import { newId } from '@virga/domain/ids';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import { lockCase } from '../cases/lock-case.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { EvidenceVerification, Prisma } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

/** A reader that was not heard of for so long is dead; its row may be taken by another. */
const silentMs = 180_000;

export interface AskedVerification {
  /** Null: the whole chain of the case. */
  evidenceId: string | null;
  /** Null: the nightly run. */
  requestedById: string | null;
}

/** A queued reading; one that is open already is returned instead. The caller audits and enqueues verifyEvidenceJob. */
export async function askVerification(
  db: Database | Transaction,
  scope: InCase,
  asked: AskedVerification,
): Promise<EvidenceVerification> {
  const { caseId } = scope;
  return inTransaction(db, async (tx) => {
    await lockCase(tx, 'verification', caseId);
    const { evidenceId } = asked;
    if (evidenceId !== null && (await tx.evidenceItem.count({ where: { caseId, id: evidenceId } })) === 0)
      throw notFound();
    const open = await tx.evidenceVerification.findFirst({
      where: { caseId, evidenceId, state: { in: ['queued', 'running'] } },
    });
    if (open) return open;
    const row = await tx.evidenceVerification.create({ data: { id: newId(), caseId, ...asked } });
    await emitLive(tx, { caseId, kind: 'evidence', subject: evidenceId ?? caseId, payload: { verifying: true } });
    return row;
  });
}

/** The row, if nobody else reads for it just now. `startedAt` moves while the reader lives: see `keepVerification`. */
export async function claimVerification(db: Database, id: string): Promise<EvidenceVerification | null> {
  const startedAt = new Date();
  const isSilent = { state: 'running', startedAt: { lt: new Date(Date.now() - silentMs) } };
  const { count } = await db.prisma.evidenceVerification.updateMany({
    where: { id, OR: [{ state: 'queued' }, isSilent] },
    data: { state: 'running', startedAt },
  });
  return count === 1 ? db.prisma.evidenceVerification.findUnique({ where: { id } }) : null;
}

/** Called while the bytes are read. */
export async function keepVerification(db: Database, id: string): Promise<void> {
  await db.prisma.evidenceVerification.updateMany({ where: { id, state: 'running' }, data: { startedAt: new Date() } });
}

export interface VerificationResult {
  state: 'done' | 'failed' | 'queued';
  verdict: 'intact' | 'broken' | null;
  sentence: string;
  problems?: Prisma.InputJsonValue;
  bytesRead?: bigint;
}

/** Throws resource.not_found for a row that the case does not have. Tells open browsers. */
export async function finishVerification(
  db: Database | Transaction,
  scope: InCase,
  id: string,
  result: VerificationResult,
): Promise<void> {
  const { caseId } = scope;
  await inTransaction(db, async (tx) => {
    const finishedAt = result.state === 'queued' ? null : new Date();
    const row = await tx.evidenceVerification.findFirst({ where: { caseId, id } });
    if (!row) throw notFound();
    await tx.evidenceVerification.update({ where: { id }, data: { ...result, finishedAt } });
    const { state, verdict } = result;
    await emitLive(tx, { caseId, kind: 'evidence', subject: row.evidenceId ?? caseId, payload: { state, verdict } });
  });
}

/** Newest first. `evidenceId` null: readings of the chain; left out: all. */
export async function listVerifications(
  db: Database | Transaction,
  scope: InCase,
  page: { evidenceId?: string | null; limit?: number } = {},
): Promise<EvidenceVerification[]> {
  return clientOf(db).evidenceVerification.findMany({
    where: { caseId: scope.caseId, ...(page.evidenceId === undefined ? {} : { evidenceId: page.evidenceId }) },
    orderBy: { id: 'desc' },
    take: page.limit ?? 50,
  });
}

export interface BrokenCase {
  caseId: string;
  /** Items whose newest reading found other bytes than were sealed. */
  items: { id: string; number: number; title: string; at: Date | null; sentence: string }[];
  /** What the newest finished reading of the chain said when it was not intact. */
  chain: { at: Date; sentence: string } | null;
}

/** What is red in these cases; a case without any is left out. */
export async function brokenCases(db: Database | Transaction, caseIds: string[]): Promise<BrokenCase[]> {
  const client = clientOf(db);
  const items = await client.evidenceItem.findMany({
    where: { caseId: { in: caseIds }, verifyState: 'broken' },
    orderBy: { number: 'asc' },
    select: { id: true, caseId: true, number: true, title: true, verifiedAt: true },
  });
  const chains = await client.evidenceVerification.findMany({
    where: { caseId: { in: caseIds }, evidenceId: null, state: 'done' },
    orderBy: [{ caseId: 'asc' }, { id: 'desc' }],
    distinct: ['caseId'],
  });
  const said = await client.evidenceVerification.findMany({
    where: { evidenceId: { in: items.map((item) => item.id) }, verdict: 'broken' },
    orderBy: [{ evidenceId: 'asc' }, { id: 'desc' }],
    distinct: ['evidenceId'],
  });
  const sentences = new Map(said.map((row) => [row.evidenceId, row.sentence]));
  return caseIds
    .map((caseId) => ({
      caseId,
      items: items
        .filter((item) => item.caseId === caseId)
        .map(({ id, number, title, verifiedAt }) => ({
          id,
          number,
          title,
          at: verifiedAt,
          sentence: sentences.get(id) ?? 'The bytes do not have the hash they were sealed with.',
        })),
      chain: chainOf(chains.find((row) => row.caseId === caseId)),
    }))
    .filter((one) => one.items.length > 0 || one.chain !== null);
}

function chainOf(row: EvidenceVerification | undefined): BrokenCase['chain'] {
  return row?.verdict === 'broken' ? { at: row.finishedAt ?? row.createdAt, sentence: row.sentence } : null;
}
