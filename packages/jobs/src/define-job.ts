import type { z } from 'zod';

/**
 * At most six queues: each costs connections in every process that opens it. `parse` and `render` live in a schema of
 * their own, the only one that the parse role may touch.
 */
export const queues = {
  acquire: { role: 'collect', schema: 'bullmq' },
  contain: { role: 'collect', schema: 'bullmq' },
  inspect: { role: 'collect', schema: 'bullmq' },
  evidence: { role: 'collect', schema: 'bullmq' },
  parse: { role: 'parse', schema: 'bullmq_parse' },
  render: { role: 'parse', schema: 'bullmq_parse' },
} as const;
export type QueueName = keyof typeof queues;
export type WorkerRole = (typeof queues)[QueueName]['role'];

export const jobSchemas = ['bullmq', 'bullmq_parse'] as const;

export interface JobDefinition<
  Name extends string = string,
  Payload extends Record<string, unknown> = Record<string, unknown>,
> {
  name: Name;
  queue: QueueName;
  /** Ids only: the row is the truth, and payloads must hold no secret and nothing that an attacker wrote. */
  payload: z.ZodType<Payload>;
  /** Runs at most this often when the handler throws something retryable; a worker that died does not count. */
  attempts: number;
  /** First wait before a retry; doubled each time, with half of it random. */
  backoffMs: number;
}

export function defineJob<Name extends string, Payload extends Record<string, unknown>>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}

export type PayloadOf<Job> = Job extends JobDefinition<string, infer Payload> ? Payload : never;

/** `<id>-<step>-<attempt>`: the same step of the same attempt is queued once, however often it is asked for. */
export function jobIdOf(id: string, step: string, attempt: number | bigint): string {
  const jobId = `${id}-${step}-${attempt}`;
  if (!/^[A-Za-z0-9_-]+$/.test(jobId)) throw new TypeError(`not a job id: ${jobId}`);
  return jobId;
}
