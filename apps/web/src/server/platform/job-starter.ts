import { toAppError } from '@virga/domain';
import {
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  inventoryJob,
  type Jobs,
  jobIdOf,
  openJobs,
  receiveUploadJob,
  removeHeldJob,
  renderReportJob,
  verifyEvidenceJob,
} from '@virga/jobs';
import type { Logger } from '@virga/runtime';
import type { WebEnv } from '../env.ts';

/**
 * The jobs that the web app starts. Each is called after the commit that wrote its row: the payload is ids only, the row is
 * the truth. A queue that does not answer is logged and no error of the request: the row is there and a sweep finds it.
 */
export interface JobStarter {
  acquisition(acquisitionId: string): Promise<void>;
  upload(uploadId: string): Promise<void>;
  removeHeld(removalId: string): Promise<void>;
  verification(verificationId: string): Promise<void>;
  connectionTest(connectionTestId: string): Promise<void>;
  inventory(inventoryRunId: string): Promise<void>;
  containment(actionId: string): Promise<void>;
  report(reportId: string): Promise<void>;
  close(): Promise<void>;
}

export function openJobStarter(env: Pick<WebEnv, 'DATABASE_URL' | 'REDIS_URL'>, log: Logger): JobStarter {
  const connection = env.REDIS_URL ? { redisUrl: env.REDIS_URL } : { databaseUrl: env.DATABASE_URL };
  const jobs = openJobs(connection, (error) => log.warn({ err: error }, 'queue connection lost'));
  const start = async (name: string, enqueue: Promise<void>) => {
    await enqueue.catch((thrown: unknown) => log.error({ err: toAppError(thrown), job: name }, 'job not queued'));
  };
  return jobStarter(jobs, start);
}

function jobStarter(jobs: Jobs, start: (name: string, enqueue: Promise<void>) => Promise<void>): JobStarter {
  return {
    acquisition: (acquisitionId) => start('acquisition', jobs.enqueue(acquisitionJob, { acquisitionId })),
    upload: (uploadId) => start('upload', jobs.enqueue(receiveUploadJob, { uploadId })),
    removeHeld: (removalId) =>
      start('remove held', jobs.enqueue(removeHeldJob, { removalId }, { jobId: jobIdOf(removalId, 'remove', 0) })),
    verification: (verificationId) =>
      start(
        'verify',
        jobs.enqueue(verifyEvidenceJob, { verificationId }, { jobId: jobIdOf(verificationId, 'verify', 0) }),
      ),
    connectionTest: (connectionTestId) =>
      start('connection test', jobs.enqueue(connectionTestJob, { connectionTestId })),
    inventory: (inventoryRunId) => start('inventory', jobs.enqueue(inventoryJob, { inventoryRunId })),
    containment: (actionId) => start('containment', jobs.enqueue(containmentJob, { actionId })),
    report: (reportId) => start('report', jobs.enqueue(renderReportJob, { reportId })),
    close: () => jobs.close(),
  };
}
