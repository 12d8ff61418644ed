import { listStaleAcquisitions, listStaleActions, listStaleParseRuns } from '@virga/database';
import {
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  inventoryJob,
  jobIdOf,
  parseEvidenceJob,
} from '@virga/jobs';
import type { Parts } from '../parts.ts';

const everyMs = 3000;

/**
 * The row is the truth, the job only a nudge: what should run and has no live lease gets a job again. A crash between a
 * row and its job, or a queue that was away, loses nothing.
 */
export function startSweeps(parts: Parts): { stop(): void } {
  const sweep = parts.role === 'parse' ? sweepParse : sweepCollect;
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    sweep(parts)
      .catch((error: unknown) => parts.log.warn({ detail: String(error) }, 'sweep failed'))
      .finally(() => {
        isRunning = false;
      });
  }, everyMs);
  void sweep(parts).catch((error: unknown) => parts.log.warn({ detail: String(error) }, 'sweep failed'));
  return { stop: () => clearInterval(timer) };
}

async function sweepParse(parts: Parts): Promise<void> {
  for (const row of await listStaleParseRuns(parts.db, 0))
    await parts.jobs.enqueue(parseEvidenceJob, { parseRunId: row.id }, { jobId: jobIdOf(row.id, 'parse', row.fence) });
}

async function sweepCollect(parts: Parts): Promise<void> {
  const { prisma } = parts.db;
  await askForInventoryAgain(parts);
  for (const row of await listStaleAcquisitions(parts.db, 1000))
    await parts.jobs.enqueue(acquisitionJob, { acquisitionId: row.id }, { jobId: jobIdOf(row.id, 'sweep', row.fence) });
  for (const row of await listStaleActions(parts.db))
    await parts.jobs.enqueue(containmentJob, { actionId: row.id }, { jobId: jobIdOf(row.id, row.running, row.fence) });
  const older = { lt: new Date(Date.now() - 2000) };
  for (const row of await prisma.connectionTest.findMany({
    where: { state: 'queued', createdAt: older },
    select: { id: true },
  }))
    await parts.jobs.enqueue(connectionTestJob, { connectionTestId: row.id }, { jobId: jobIdOf(row.id, 'test', 0) });
  for (const row of await prisma.inventoryRun.findMany({
    where: { state: 'queued', createdAt: older },
    select: { id: true },
  }))
    await parts.jobs.enqueue(inventoryJob, { inventoryRunId: row.id }, { jobId: jobIdOf(row.id, 'inventory', 0) });
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
