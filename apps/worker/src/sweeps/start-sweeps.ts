import { listStaleAcquisitions, listStaleActions, listStaleParseRuns, openHeldRemovals } from '@virga/database';
import {
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  inventoryJob,
  jobIdOf,
  parseEvidenceJob,
  removeHeldJob,
} from '@virga/jobs';
import { freeDeadLeases } from '../leases/free-dead-leases.ts';
import type { CollectParts, Parts } from '../parts.ts';
import { anchorHeads } from './anchor-heads.ts';
import { askExpired } from './ask-expired.ts';
import { finishParsed } from './finish-parsed.ts';
import { renderLostReports } from './render-lost-reports.ts';
import { sealAuditLog } from './seal-audit-log.ts';
import { signHeads } from './sign-heads.ts';
import { verifyStored } from './verify-stored.ts';

const everyMs = 3000;
const verifyEveryMs = 10_000;
const toolsAgainMs = 60_000;
const reportsEveryMs = 30_000;
const askedAt = new Map<string, number>();
/** Neither has a lease: one that runs for longer than its own time limit lost its process. */
const connectionTestMs = 180_000;
const inventoryMs = 720_000;

/**
 * The row is the truth, the job only a nudge: what should run and has no live lease gets a job again. A crash between a
 * row and its job, or a queue that was away, loses nothing.
 */
export function startSweeps(parts: Parts): { stop(): void } {
  const found = async () => {
    await freeDeadLeases(parts);
    await (parts.role === 'parse' ? sweepParse(parts) : sweepCollect(parts));
  };
  const stops = [repeat(parts, 'sweep', everyMs, found)];
  if (parts.role === 'parse') stops.push(repeat(parts, 'lost reports', reportsEveryMs, () => renderLostReports(parts)));
  if (isCollect(parts)) {
    // Beside the others: an outside authority that is slow or away holds nothing up.
    stops.push(repeat(parts, 'anchoring', everyMs, () => anchorHeads(parts)));
    stops.push(repeat(parts, 'nightly verification', verifyEveryMs, () => verifyStored(parts)));
  }
  return {
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Runs `work` now and then every so often, never twice at once; a failure is logged and the next round tries again. */
function repeat(parts: Parts, name: string, intervalMs: number, work: () => Promise<void>): () => void {
  let isRunning = false;
  const round = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await work();
    } catch (error) {
      parts.log.warn({ detail: String(error) }, `${name} failed`);
    } finally {
      isRunning = false;
    }
  };
  const timer = setInterval(() => void round(), intervalMs);
  void round();
  return () => clearInterval(timer);
}

async function sweepParse(parts: Parts): Promise<void> {
  await finishParsed(parts);
  const waiting = await waitingRuns(parts);
  for (const row of await listStaleParseRuns(parts.db, 0)) {
    const asked = askedAt.get(row.id) ?? 0;
    if (waiting.has(row.id) && Date.now() - asked < toolsAgainMs) continue;
    askedAt.set(row.id, Date.now());
    await parts.jobs.enqueue(parseEvidenceJob, { parseRunId: row.id }, { jobId: jobIdOf(row.id, 'parse', row.fence) });
  }
}

/** Runs whose parser lacks a tool: whether it was installed meanwhile is asked once a minute, not at every sweep. */
async function waitingRuns(parts: Parts): Promise<Set<string>> {
  const rows = await parts.db.prisma.parseRun.findMany({
    where: { state: 'queued', evidence: { state: 'waiting' } },
    select: { id: true },
  });
  const waiting = new Set(rows.map((row) => row.id));
  for (const id of askedAt.keys()) if (!waiting.has(id)) askedAt.delete(id);
  return waiting;
}

async function sweepCollect(parts: Parts): Promise<void> {
  if (isCollect(parts)) await signHeads(parts);
  if (isCollect(parts)) await sealAuditLog(parts);
  await askExpired(parts);
  const { prisma } = parts.db;
  await askForInventoryAgain(parts);
  for (const row of await listStaleAcquisitions(parts.db, 1000))
    await parts.jobs.enqueue(acquisitionJob, { acquisitionId: row.id }, { jobId: jobIdOf(row.id, 'sweep', row.fence) });
  for (const row of await listStaleActions(parts.db))
    await parts.jobs.enqueue(containmentJob, { actionId: row.id }, { jobId: jobIdOf(row.id, row.running, row.fence) });
  for (const removalId of await openHeldRemovals(parts.db))
    await parts.jobs.enqueue(removeHeldJob, { removalId }, { jobId: jobIdOf(removalId, 'remove', 0) });
  const older = new Date(Date.now() - 2000);
  for (const row of await prisma.connectionTest.findMany({
    where: dueBefore(older, connectionTestMs),
    select: { id: true },
  }))
    await parts.jobs.enqueue(connectionTestJob, { connectionTestId: row.id }, { jobId: jobIdOf(row.id, 'test', 0) });
  for (const row of await prisma.inventoryRun.findMany({
    where: dueBefore(older, inventoryMs),
    select: { id: true },
  }))
    await parts.jobs.enqueue(inventoryJob, { inventoryRunId: row.id }, { jobId: jobIdOf(row.id, 'inventory', 0) });
}

function dueBefore(queuedBefore: Date, limitMs: number) {
  const startedBefore = new Date(Date.now() - limitMs);
  return {
    OR: [
      { state: 'queued', createdAt: { lt: queuedBefore } },
      { state: 'running', createdAt: { lt: startedBefore } },
    ],
  };
}

/** New CloudTrail rows may name things that are gone: the account's inventory is taken again, once per parse. */
async function askForInventoryAgain(parts: Parts): Promise<void> {
  await parts.db.pool.query(
    `INSERT INTO inventory_run (id, case_id, cloud_account_id, requested_by_id)
     SELECT gen_random_uuid(), due.case_id, due.cloud_account_id, due.requested_by_id FROM (
       SELECT DISTINCT ON (acquisition.case_id, acquisition.cloud_account_id)
         acquisition.case_id, acquisition.cloud_account_id, acquisition.requested_by_id, parse_run.finished_at
       FROM parse_run
       JOIN evidence_item item ON item.case_id = parse_run.case_id AND item.id = parse_run.evidence_id
       JOIN acquisition ON acquisition.case_id = item.case_id AND acquisition.id = item.acquisition_id
       WHERE parse_run.state = 'done' AND item.format = 'aws/cloudtrail' AND acquisition.cloud_account_id IS NOT NULL
       ORDER BY acquisition.case_id, acquisition.cloud_account_id, parse_run.finished_at DESC
     ) due
     WHERE EXISTS (SELECT FROM inventory_run run WHERE run.case_id = due.case_id AND run.cloud_account_id = due.cloud_account_id)
       AND NOT EXISTS (SELECT FROM inventory_run run WHERE run.case_id = due.case_id AND run.cloud_account_id = due.cloud_account_id
                         AND run.created_at > due.finished_at)`,
  );
}

function isCollect(parts: Parts): parts is CollectParts {
  return 'signingKey' in parts;
}
