import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { type JobsConnection, type OpenQueue, type QueueBackend, queueBackend } from './backend.ts';
import type { JobDefinition, QueueName } from './define-job.ts';

export interface EnqueueOptions {
  /** Runs no earlier than this from now. */
  delayMs?: number;
  /** Made by jobIdOf: a job with this id that is still waiting, delayed or running makes this call do nothing. */
  jobId?: string;
}

export interface Jobs {
  /** Throws system.unavailable (retryable) when the queue does not answer; a sweep finds the row then. */
  enqueue<Payload extends Record<string, unknown>>(
    job: JobDefinition<string, Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<void>;
  readonly backend: QueueBackend;
  readonly onError: (error: Error) => void;
  close(): Promise<void>;
}

/**
 * One per process. Queues open on first use. `report` hears of lost connections (they come back by themselves), each message
 * once in a while; without it they are silent.
 */
export function openJobs(connection: JobsConnection, report: (error: Error) => void = () => undefined): Jobs {
  const onError = oncePerWhile(report);
  const backend = queueBackend(connection);
  const open = new Map<QueueName, OpenQueue>();
  function queueOf(name: QueueName): OpenQueue {
    const queue = open.get(name) ?? backend.openQueue(name, onError);
    open.set(name, queue);
    return queue;
  }
  return {
    backend,
    onError,
    async enqueue(job, payload, options = {}) {
      const data = checkedPayload(job, payload);
      const settings = {
        // Always one of ours: for its own numbers BullMQ creates sequences, which the runtime roles may not.
        jobId: options.jobId ?? newId(),
        // Whole milliseconds: the queue's column takes nothing else.
        ...(options.delayMs ? { delay: Math.ceil(options.delayMs) } : {}),
        attempts: job.attempts,
        backoff: { type: 'exponential' as const, delay: job.backoffMs, jitter: 0.5 },
        removeOnComplete: true as const,
        removeOnFail: true as const,
      };
      await persistently(() => queueOf(job.queue).add(job.name, data, settings));
    },
    async close() {
      await Promise.all([...open.values()].map((queue) => queue.close()));
      open.clear();
    },
  };
}

const sameAgainMs = 10_000;

/** Six queues that lose their connections say the same; a log that fills the disk would be the next fault. */
function oncePerWhile(report: (error: Error) => void): (error: Error) => void {
  const saidAt = new Map<string, number>();
  return (error) => {
    const now = Date.now();
    if (now - (saidAt.get(error.message) ?? 0) < sameAgainMs) return;
    if (saidAt.size > 100) saidAt.clear();
    saidAt.set(error.message, now);
    report(error);
  };
}

/** A payload that is not what its job declares is a fault of ours, not something to retry. */
export function checkedPayload<Payload extends Record<string, unknown>>(
  job: JobDefinition<string, Payload>,
  payload: unknown,
): Payload {
  const result = job.payload.safeParse(payload);
  if (result.success) return result.data;
  throw new TypeError(`payload of ${job.name}: ${result.error.issues.map((issue) => issue.message).join('; ')}`);
}

/** A pooled connection may have been cut unnoticed; asking again is safe, the jobId makes it one job. */
async function persistently(add: () => Promise<unknown>): Promise<void> {
  for (const waitMs of [100, 400, null]) {
    try {
      await add();
      return;
    } catch (cause) {
      if (waitMs === null) throw unavailable(cause);
      await sleep(waitMs);
    }
  }
}

function unavailable(cause: unknown): AppError {
  const message = 'The job queue does not answer. What you asked for is stored and will be picked up.';
  return new AppError({
    code: 'system.unavailable',
    message,
    detail: toAppError(cause).detail ?? '',
    retryable: true,
    cause,
  });
}
