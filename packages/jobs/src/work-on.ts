import { AppError } from '@virga/domain';
import { DelayedError, UnrecoverableError } from 'bullmq';
import type { JobProcessor, OpenWorker } from './backend.ts';
import type { JobDefinition, QueueName } from './define-job.ts';
import { checkedPayload, type Jobs } from './open-jobs.ts';

export interface JobContext {
  jobId: string;
  /** From 1; grows when the handler threw something retryable. */
  attempt: number;
  /** Aborted when this worker shuts down or lost the job's lock: stop at the next checkpoint. */
  signal: AbortSignal;
}

/** `againInMs`: the job is not over, run it again then. No worker is held meanwhile, and it is no failed attempt. */
export type JobOutcome = undefined | { againInMs: number };

export interface JobHandler {
  job: JobDefinition;
  handle(payload: Record<string, unknown>, context: JobContext): Promise<JobOutcome>;
}

/** Binds a handler to its job, with the payload's type. */
export function handlerOf<Payload extends Record<string, unknown>>(
  job: JobDefinition<string, Payload>,
  handle: (payload: Payload, context: JobContext) => Promise<JobOutcome>,
): JobHandler {
  return { job, handle: (payload, context) => handle(checkedPayload(job, payload), context) };
}

export interface WorkOptions {
  /** Jobs at a time, per queue. Default 1. */
  concurrency?: Partial<Record<QueueName, number>>;
  /** A worker that is not heard for this long has lost its jobs. Default 30 s. */
  lockMs?: number;
  /** Called when a handler threw, retried or not. */
  onFailure?: (failure: { job: string; jobId: string; attempt: number; error: unknown }) => void;
}

export interface Working {
  /** Takes no new jobs, aborts the signals, waits up to `graceMs` for the running ones, then lets go of them. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts one worker per queue that the handlers need. Redelivery after a kill -9 is normal and has no end (sweeps count). */
export function workOn(jobs: Jobs, handlers: readonly JobHandler[], options: WorkOptions = {}): Working {
  const shutdown = new AbortController();
  const lockMs = options.lockMs ?? 30_000;
  const names = [...new Set(handlers.map((handler) => handler.job.queue))];
  const workers = names.map((name) =>
    jobs.backend.openWorker(
      name,
      processorOf(handlers, shutdown.signal, options),
      {
        concurrency: options.concurrency?.[name] ?? 1,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        // The row counts attempts; BullMQ must never give a job up because its worker died.
        maxStalledCount: 1000,
        drainDelay: 5,
      },
      jobs.onError,
    ),
  );
  return {
    async stop(graceMs = 10_000) {
      shutdown.abort(new AppError({ code: 'system.unavailable', message: 'The worker is shutting down.' }));
      await Promise.all(workers.map((worker) => closeWithin(worker, graceMs)));
    },
  };
}

function processorOf(handlers: readonly JobHandler[], shutdown: AbortSignal, options: WorkOptions): JobProcessor {
  return async (job, token, lockSignal) => {
    const handler = handlers.find((candidate) => candidate.job.name === job.name);
    if (!handler) throw new UnrecoverableError(`no handler for ${job.name}`);
    const signal = lockSignal ? AbortSignal.any([shutdown, lockSignal]) : shutdown;
    const context = { jobId: job.id ?? '', attempt: job.attemptsMade + 1, signal };
    let outcome: JobOutcome;
    try {
      outcome = await handler.handle(job.data as Record<string, unknown>, context);
    } catch (error) {
      options.onFailure?.({ job: job.name, jobId: context.jobId, attempt: context.attempt, error });
      if (shutdown.aborted) outcome = { againInMs: 0 };
      else throw isWorthRetrying(error) ? error : new UnrecoverableError(String(error));
    }
    if (!outcome) return;
    await job.moveToDelayed(Date.now() + outcome.againInMs, token);
    throw new DelayedError();
  };
}

/** An AppError says so itself. Anything else is unforeseen: worth another try, the attempts are few. */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof AppError) return error.retryable || error.code === 'system.unexpected';
  return !(error instanceof TypeError);
}

async function closeWithin(worker: OpenWorker, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), graceMs);
  });
  const closing = worker.close().then(() => 'closed' as const);
  if ((await Promise.race([closing, grace])) === 'late') await worker.close(true);
  clearTimeout(timer);
}
