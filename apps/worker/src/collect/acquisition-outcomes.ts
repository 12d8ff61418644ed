import { assertLease, finishAcquisition, pauseAcquisition } from '@virga/database';
import { type AppError, toJsonValue } from '@virga/domain';
import { acquisitionJob } from '@virga/jobs';
import type { AcquisitionRun } from './acquisition-run.ts';
import { warnOfClock } from './warn-of-clock.ts';

const attemptsMax = 12;

/** Parks the row; a delayed job (and, should that be lost, the sweep) brings a worker back. No worker is held meanwhile. */
export async function waitFor(run: AcquisitionRun, delayMs: number, waitingFor: string): Promise<void> {
  const progress = { ...(run.row.progress as object), waitingFor };
  await pauseAcquisition(run.parts.db, run.lease, { nextRunAt: new Date(Date.now() + delayMs), progress });
  await run.parts.jobs
    .enqueue(acquisitionJob, { acquisitionId: run.row.id }, { delayMs: delayMs + 50 })
    .catch((error: unknown) =>
      run.parts.log.warn({ detail: String(error) }, 'no job for the next visit; the sweep will find the row'),
    );
}

/** True when the same phase is tried again later: throttles, cut connections, an endpoint that is away. */
export async function retryLater(run: AcquisitionRun, fault: AppError): Promise<boolean> {
  // Not the row's own count: that one also grows when a worker was killed, and a long collection outlives many restarts.
  const key = `faults of ${run.row.phase}`;
  const attempt = (run.checkpoint.read<number>(key) ?? 0) + 1;
  await run.checkpoint.save({ [key]: attempt > attemptsMax ? 0 : attempt });
  if (attempt > attemptsMax) return false;
  const delayMs = Math.round(Math.min(300_000, 1000 * 2 ** Math.min(attempt, 9)) * (0.75 + Math.random() / 2));
  await run.log(
    'warning',
    `${fault.message} Attempt ${attempt} of ${attemptsMax} follows in ${Math.round(delayMs / 1000)} s`,
  );
  await run.update({ attempt });
  await waitFor(run, delayMs, `${fault.message} Trying again`);
  return true;
}

/** Collected and sealed: what is left is the parse worker's. Without anything to parse the acquisition is done. */
export async function finishCollection(run: AcquisitionRun): Promise<void> {
  const { parts, row } = run;
  await run.log('info', 'Collected and sealed');
  await warnOfClock(run);
  await parts.db.prisma.$transaction(async (tx) => {
    // The row is locked before the runs are counted: a parse that ends now waits and finds the state it has to change.
    await assertLease(tx, run.lease);
    const evidenceId = { in: run.evidenceIds() };
    const open = await tx.parseRun.count({ where: { evidenceId, state: { in: ['queued', 'running'] } } });
    const last = { progress: {}, clockOffsetMs: run.clockOffsetMs(), cloudIdentity: run.cloudIdentity };
    if (open > 0) await finishAcquisition(tx, run.lease, { ...last, state: 'parsing', step: 'parse' });
    else await finishAcquisition(tx, run.lease, { ...last, state: 'done', step: 'ledger' });
    await tx.evaporationClock.updateMany({
      where: { caseId: row.caseId, sourceId: row.sourceId, target: row.target },
      data: { acquisitionId: row.id },
    });
  });
}

/** Failed for good, or cancelled: says what is kept. Evidence that is sealed stays; what is held in the cloud stays named. */
export async function giveUp(run: AcquisitionRun, fault: AppError, isCancelled: boolean): Promise<void> {
  const state = isCancelled ? 'cancelled' : 'failed';
  run.parts.log.warn({ acquisitionId: run.row.id, code: fault.code, detail: fault.detail }, `acquisition ${state}`);
  await run.log(isCancelled ? 'warning' : 'error', isCancelled ? 'Cancelled' : fault.message, {
    code: fault.code,
    facts: toJsonValue(fault.facts),
  });
  await warnOfClock(run);
  const why = isCancelled ? null : { errorCode: fault.code, errorMessage: fault.message };
  await run.parts.db.prisma.$transaction(async (tx) => {
    await tx.evidenceItem.updateMany({
      where: { id: { in: run.evidenceIds() }, state: 'collecting' },
      data: {
        state: 'failed',
        errorCode: fault.code,
        errorMessage: why?.errorMessage ?? 'Cancelled before it was sealed',
      },
    });
    await finishAcquisition(tx, run.lease, { state, progress: {}, ...(why ?? {}) });
  });
}
