import { createPostgresBackend, type Processor, Queue, Worker, type WorkerOptions, withBackend } from 'bullmq';
import { type QueueName, queues } from './define-job.ts';

/** Where the queues live: PostgreSQL by default, Redis when the installation has outgrown one machine. */
export type JobsConnection =
  | { databaseUrl: string; redisUrl?: undefined }
  | { redisUrl: string; databaseUrl?: undefined };

export interface AddOptions {
  jobId: string;
  delay?: number;
  attempts: number;
  backoff: { type: 'exponential'; delay: number; jitter: number };
  removeOnComplete: true;
  removeOnFail: true;
}

/** The part of BullMQ's Queue that is used here, the same on both backends. */
export interface OpenQueue {
  add(name: string, data: unknown, options: AddOptions): Promise<unknown>;
  close(): Promise<void>;
}

export interface OpenWorker {
  close(force?: boolean): Promise<void>;
}

export type JobProcessor = Processor<unknown, void, string>;
type WorkerSettings = Omit<WorkerOptions, 'connection' | 'prefix'>;
type OnError = (error: Error) => void;

/** A queue that was away is asked again after this long, milliseconds (BullMQ's own default is 15 s). */
const runRetryDelay = 1000;

export interface QueueBackend {
  openQueue(name: QueueName, onError: OnError): OpenQueue;
  openWorker(name: QueueName, processor: JobProcessor, settings: WorkerSettings, onError: OnError): OpenWorker;
}

export function queueBackend(connection: JobsConnection): QueueBackend {
  return connection.redisUrl === undefined
    ? postgresBackend(connection.databaseUrl)
    : redisBackend(connection.redisUrl);
}

function postgresBackend(databaseUrl: string): QueueBackend {
  const bound = withBackend(createPostgresBackend);
  // Two connections per queue (BullMQ's own default is ten), given back after ten idle seconds.
  const connectionOf = (name: QueueName) => ({
    connectionString: databaseUrl,
    schema: queues[name].schema,
    application_name: 'virga-jobs',
    max: 2,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
  });
  return {
    openQueue(name, onError) {
      const queue = new bound.Queue<unknown>(name, { connection: connectionOf(name) });
      queue.on('error', onError);
      return queue;
    },
    openWorker(name, processor, settings, onError) {
      const worker = new bound.Worker(name, processor, { ...settings, runRetryDelay, connection: connectionOf(name) });
      worker.on('error', onError);
      restAfterErrors(worker);
      return worker;
    },
  };
}

interface Pausable {
  closing?: Promise<void> | undefined;
  on(event: 'error', listener: () => void): unknown;
  pause(doNotWaitActive: boolean): Promise<void>;
  resume(): unknown;
}

/**
 * BullMQ waits before it asks again only when nothing listens on the port. A server that is recovering answers with an
 * error, and would be asked tens of thousands of times a second by every worker while it tries to get up.
 */
function restAfterErrors(worker: Pausable): void {
  let isResting = false;
  worker.on('error', () => {
    if (isResting || worker.closing) return;
    isResting = true;
    // Jobs under way go on; only the asking for new ones rests.
    void worker.pause(true);
    setTimeout(() => {
      isResting = false;
      if (!worker.closing) void worker.resume();
    }, runRetryDelay);
  });
}

function redisBackend(url: string): QueueBackend {
  return {
    openQueue(name, onError) {
      const queue = new Queue<unknown>(name, { prefix: 'virga', connection: { url } });
      queue.on('error', onError);
      return queue;
    },
    openWorker(name, processor, settings, onError) {
      const connection = { url, maxRetriesPerRequest: null };
      const worker = new Worker(name, processor, { ...settings, runRetryDelay, prefix: 'virga', connection });
      worker.on('error', onError);
      return worker;
    },
  };
}
