import { toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { InCase } from '../access/case-scope.ts';
import { lockCase } from '../cases/lock-case.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { EvidenceItem, ParseRun, Prisma } from '../generated/client.ts';
import { claimLease, type Lease, leaseLost } from '../leases/lease.ts';
import { emitLive } from '../live/emit-live.ts';
import { readEvidenceItem } from './evidence-items.ts';

/** A queued run of a parser over an item: the next generation of its rows. The caller enqueues the job. */
export async function createParseRun(
  db: Database | Transaction,
  scope: InCase,
  fields: { evidenceId: string; parserId: string },
): Promise<ParseRun> {
  const { caseId } = scope;
  return inTransaction(db, async (tx) => {
    await lockCase(tx, 'evidence', caseId);
    await readEvidenceItem(tx, scope, fields.evidenceId);
    const { _max } = await tx.parseRun.aggregate({
      where: { caseId, evidenceId: fields.evidenceId },
      _max: { generation: true },
    });
    return tx.parseRun.create({ data: { ...fields, id: newId(), caseId, generation: (_max.generation ?? 0) + 1 } });
  });
}

/** Runs of one item, newest first. */
export async function listParseRuns(
  db: Database | Transaction,
  scope: InCase,
  evidenceId: string,
): Promise<ParseRun[]> {
  return clientOf(db).parseRun.findMany({
    where: { caseId: scope.caseId, evidenceId },
    orderBy: { generation: 'desc' },
  });
}

export interface ClaimedParseRun {
  lease: Lease;
  row: ParseRun;
  evidence: EvidenceItem;
}

/** Like claimAcquisition: a takeover from a process that died counts as an attempt. */
export async function claimParseRun(
  db: Database,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<ClaimedParseRun | null> {
  return inTransaction(db, async (tx) => {
    const claim = await claimLease(tx, 'parse-run', id, owner, leaseMs);
    if (!claim) return null;
    const attempt = claim.isTakeover ? { attempt: { increment: 1 } } : {};
    const row = await tx.parseRun.update({ where: { id }, data: { state: 'running', ...attempt } });
    return { lease: claim.lease, row, evidence: await readEvidenceItem(tx, claim.lease, row.evidenceId) };
  });
}

export interface ParseRunChange {
  attempt?: number;
  checkpoint?: unknown;
  progress?: Record<string, unknown>;
  errorCode?: string | null;
  errorMessage?: string | null;
}

/** In the transaction of the rows it tells of; throws lease.lost when the fence moved. */
export async function saveParseCheckpoint(
  db: Database | Transaction,
  lease: Lease,
  change: ParseRunChange,
): Promise<void> {
  await write(db, lease, change, {});
}

export async function finishParseRun(
  db: Database | Transaction,
  lease: Lease,
  change: ParseRunChange & { state: 'done' | 'failed' | 'queued' | 'paused'; restMs?: number },
): Promise<void> {
  const { state, restMs, ...rest } = change;
  const finishedAt = state === 'queued' || state === 'paused' ? null : new Date();
  // A lease of nobody: until it ends neither the job nor a sweep claims the run again.
  const leaseUntil = restMs ? new Date(Date.now() + restMs) : null;
  await write(db, lease, rest, { state, finishedAt, leaseOwner: null, leaseUntil });
}

async function write(
  db: Database | Transaction,
  lease: Lease,
  change: ParseRunChange,
  more: Prisma.ParseRunUpdateManyMutationInput,
): Promise<void> {
  const { checkpoint, progress, ...plain } = change;
  const json = {
    ...(checkpoint === undefined ? {} : { checkpoint: toJsonValue(checkpoint) as Prisma.InputJsonValue }),
    ...(progress === undefined ? {} : { progress: toJsonValue(progress) as Prisma.InputJsonValue }),
  };
  const { count } = await clientOf(db).parseRun.updateMany({
    where: { id: lease.id, caseId: lease.caseId, fence: lease.fence, leaseOwner: lease.owner },
    data: { ...plain, ...json, ...more },
  });
  if (count !== 1) throw leaseLost();
}

/**
 * Shows the rows of this run instead of the item's present ones; in the transaction in which the timeline swaps its rows.
 * Throws lease.lost.
 */
export async function swapGeneration(
  tx: Transaction,
  lease: Lease,
  facts: Pick<EvidenceItem, 'parserId' | 'ledgerColour' | 'ledgerReasons' | 'eventCount'> & { ledger: unknown },
): Promise<void> {
  const run = await tx.parseRun.findFirst({
    where: { id: lease.id, caseId: lease.caseId, fence: lease.fence, leaseOwner: lease.owner },
  });
  if (!run) throw leaseLost();
  await tx.evidenceItem.update({
    where: { caseId_id: { caseId: lease.caseId, id: run.evidenceId } },
    data: {
      ...facts,
      ledger: toJsonValue(facts.ledger) as Prisma.InputJsonValue,
      generation: run.generation,
      state: 'done',
      errorCode: null,
      errorMessage: null,
    },
  });
  const { caseId } = lease;
  await emitLive(tx, { caseId, kind: 'evidence', subject: run.evidenceId, payload: { state: 'done' } });
  await emitLive(tx, { caseId, kind: 'timeline', subject: run.evidenceId });
}
