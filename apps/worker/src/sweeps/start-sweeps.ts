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
