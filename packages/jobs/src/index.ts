export type { JobsConnection } from './backend.ts';
export {
  defineJob,
  type JobDefinition,
  jobIdOf,
  type PayloadOf,
  type QueueName,
  queues,
  type WorkerRole,
} from './define-job.ts';
export * from './jobs/index.ts';
export { type EnqueueOptions, type Jobs, openJobs } from './open-jobs.ts';
export { prepareJobs } from './prepare-jobs.ts';
export {
  handlerOf,
  type JobContext,
  type JobHandler,
  type JobOutcome,
  type Working,
  type WorkOptions,
  workOn,
} from './work-on.ts';
