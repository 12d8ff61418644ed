import { type Acquisition, checkRequester, claimAcquisition } from '@virga/database';
import { type AcquisitionStep, AppError } from '@virga/domain';
import type { Collector, StepOutcome } from '@virga/source-kit';
import { faultOf } from '../fault-of.ts';
import { giveBack } from '../leases/give-back.ts';
import { Cancelled, keepLease, leaseMs } from '../leases/keep-lease.ts';
import type { CollectParts } from '../parts.ts';
import { finishCollection, giveUp, retryLater, waitFor } from './acquisition-outcomes.ts';
import { AcquisitionRun } from './acquisition-run.ts';
import { CallRecorder } from './call-recorder.ts';
import { type Opened, openCollection } from './open-collection.ts';

const phases = ['start', 'poll', 'transfer', 'cleanup'] as const;
type Phase = (typeof phases)[number];
/** Uploads have no account and make no calls. */
const noAccount = '00000000-0000-0000-0000-000000000000';
const railStep: Record<Phase, AcquisitionStep> = {
  start: 'prepare',
  poll: 'snapshot',
  transfer: 'transfer',
  cleanup: 'seal',
};

/**
 * One visit of a worker to an acquisition: claims the row, runs phases until one has to wait, and leaves. Killed at any
 * moment, the next visit continues from the row's phase and checkpoint.
 */
export async function runAcquisition(parts: CollectParts, acquisitionId: string): Promise<void> {
  const claimed = await claimAcquisition(parts.db, acquisitionId, parts.owner, leaseMs);
  if (!claimed) return;
  const { row } = claimed;
  const account = await parts.db.prisma.cloudAccount.findFirst({
    where: { id: row.cloudAccountId ?? noAccount },
    select: { externalAccountId: true },
  });
  const isCancelled = async () => {
    const now = await parts.db.prisma.acquisition.findUnique({
      where: { id: row.id },
      select: { cancelRequestedAt: true },
    });
    return now?.cancelRequestedAt != null;
  };
  const kept = keepLease(parts.db, claimed.lease, parts.stopping, isCancelled);
  const owner = {
    cloudAccountId: row.cloudAccountId ?? noAccount,
    externalAccountId: account?.externalAccountId ?? '',
    caseId: row.caseId,
    acquisitionId: row.id,
  };
  const run = new AcquisitionRun(parts, row, claimed.lease, kept.signal, new CallRecorder(parts.db, owner));
  let opened: Opened | null = null;
  try {
    if (await isCancelled()) throw new Cancelled('cancelled');
    if (isFirstVisit(row)) await checkRequester(parts.db, row, row.requestedById, permissionOf(row.sourceId));
    opened = await openCollection(run);
    await runPhases(run, opened);
  } catch (error) {
    await settle(run, opened, error);
  } finally {
    kept.release();
    await run.close(opened?.sessions ?? []);
    await giveBack(parts.db, claimed.lease);
  }
}

/** Later visits finish what was begun, whoever has left meanwhile: helpers must not stay behind in the cloud. */
function isFirstVisit(row: Acquisition): boolean {
  return row.phase === 'start' && row.attempt === 0 && Object.keys(row.checkpoint as object).length === 0;
}

function permissionOf(sourceId: string): 'evidence:upload' | 'acquisition:start' {
  return sourceId === 'upload' ? 'evidence:upload' : 'acquisition:start';
}

async function runPhases(run: AcquisitionRun, opened: Opened): Promise<void> {
  let index = Math.max(0, phases.indexOf(run.row.phase as Phase));
  while (index < phases.length) {
    const phase = phases[index]!;
    await run.step(railStep[phase]);
    const outcome = await runPhase(run, opened.collector, opened, phase);
    if (outcome.kind === 'wait') return waitFor(run, outcome.delayMs, outcome.waitingFor);
    if (outcome.kind === 'finished') await run.log('info', outcome.reason);
    index = outcome.kind === 'finished' && phase !== 'cleanup' ? phases.indexOf('cleanup') : index + 1;
    const next = phases[index];
    // A phase that was completed never runs again; attempts count per phase.
    if (next) {
      run.row.phase = next;
      run.row.attempt = 0;
      await run.update({ phase: next, attempt: 0 });
    }
  }
  await finishCollection(run);
}

async function runPhase(
  run: AcquisitionRun,
  collector: Collector<unknown, unknown>,
  opened: Opened,
  phase: Phase,
): Promise<StepOutcome> {
  const { context } = opened;
  if (phase === 'start') return collector.start(context);
  if (phase === 'poll') return collector.poll ? collector.poll(context) : { kind: 'next' };
  if (phase === 'transfer') return collector.transfer(context);
  return collector.cleanup ? collector.cleanup(context, await isSealed(run)) : { kind: 'next' };
}

/** Every set that was opened is sealed and read back, and there is at least one. */
async function isSealed(run: AcquisitionRun): Promise<boolean> {
  const ids = run.evidenceIds();
  const sealed = await run.parts.db.prisma.evidenceItem.count({
    where: { id: { in: ids }, readBackAt: { not: null } },
  });
  return ids.length > 0 && sealed === ids.length;
}

async function settle(run: AcquisitionRun, opened: Opened | null, error: unknown): Promise<void> {
  if (run.parts.stopping.aborted) return;
  const reason = run.signal.aborted ? run.signal.reason : error;
  const fault = reason instanceof Cancelled ? null : faultOf(reason);
  if (fault?.code === 'lease.lost') return;
  if (fault?.retryable && (await retryLater(run, fault))) return;
  if (fault && run.row.phase === 'cleanup' && (await isSealed(run))) {
    await run.log('warning', `What we left in the cloud could not be removed: ${fault.message}`, { code: fault.code });
    return finishCollection(run);
  }
  const cleanup = opened?.collector.cleanup;
  if (opened && cleanup) {
    const fresh = await openCollection(run, AbortSignal.timeout(60_000)).catch(() => null);
    if (fresh) {
      await cleanup.call(fresh.collector, fresh.context, false).catch(async (again: unknown) => {
        await run.log('warning', `What we left in the cloud could not be removed: ${faultOf(again).message}`);
      });
      opened.sessions.push(...fresh.sessions);
    }
  }
  await giveUp(
    run,
    fault ?? new AppError({ code: 'system.unexpected', message: 'Cancelled' }),
    reason instanceof Cancelled,
  );
}
