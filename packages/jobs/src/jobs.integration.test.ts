import { type ChildProcess, spawn } from 'node:child_process';
import { AppError } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { startRedis, type TestDatabase, type TestRedis, testDatabase, testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  acquisitionJob,
  containmentJob,
  handlerOf,
  inventoryJob,
  type JobHandler,
  type Jobs,
  type JobsConnection,
  jobIdOf,
  openJobs,
  parseEvidenceJob,
  prepareJobs,
  type Working,
  type WorkOptions,
  workOn,
} from './index.ts';

let test: TestDatabase;
let redis: TestRedis;
beforeAll(async () => {
  test = await testDatabase();
  await prepareJobs(test.urls.ownerUrl);
  await prepareJobs(test.urls.ownerUrl);
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  await test.drop();
});

const backends: Record<string, () => JobsConnection> = {
  PostgreSQL: () => ({ databaseUrl: test.urls.appUrl }),
  Redis: () => ({ redisUrl: redis.url }),
};

describe.each(Object.keys(backends))('jobs on %s', (backend) => {
  let jobs: Jobs;
  let working: Working[] = [];
  beforeAll(() => {
    jobs = openJobs(backends[backend]!());
  });
  afterEach(async () => {
    await Promise.all(working.map((worker) => worker.stop(500)));
    working = [];
  });
  afterAll(() => jobs.close());

  function work(handlers: JobHandler[], options: WorkOptions = {}): void {
    working.push(workOn(jobs, handlers, { lockMs: 1000, ...options }));
  }

  it('hands the payload over, once, and later when it is delayed', async () => {
    const ids = [newId(), newId()];
    const seen: { id: string; at: number }[] = [];
    const start = Date.now();
    await jobs.enqueue(acquisitionJob, { acquisitionId: ids[0]! }, { delayMs: 700 });
    await jobs.enqueue(acquisitionJob, { acquisitionId: ids[1]! });
    work([
      handlerOf(acquisitionJob, async ({ acquisitionId }) => {
        seen.push({ id: acquisitionId, at: Date.now() - start });
      }),
    ]);
    await vi.waitFor(() => expect(seen.map(({ id }) => id)).toEqual([ids[1], ids[0]]), { timeout: 10_000 });
    expect(seen[1]!.at).toBeGreaterThanOrEqual(700);
  });

  it('refuses a payload that holds more than its ids', async () => {
    const payload = { acquisitionId: newId(), secretAccessKey: 'x' };
    await expect(jobs.enqueue(acquisitionJob, payload)).rejects.toThrow(TypeError);
    expect(() => jobIdOf('a:b', 'start', 1)).toThrow(TypeError);
  });

  it('a jobId is queued once while it waits, and again after it ran', async () => {
    const acquisitionId = newId();
    const jobId = jobIdOf(acquisitionId, 'poll', 1);
    for (let round = 0; round < 5; round++) await jobs.enqueue(acquisitionJob, { acquisitionId }, { jobId });
    let runs = 0;
    work([
      handlerOf(acquisitionJob, async () => {
        runs++;
      }),
    ]);
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(runs).toBe(1);
    await jobs.enqueue(acquisitionJob, { acquisitionId }, { jobId });
    await vi.waitFor(() => expect(runs).toBe(2), { timeout: 10_000 });
  });

  it('retries what may succeed later with growing waits, and nothing else', async () => {
    const attempts: number[] = [];
    const failures: string[] = [];
    let refusals = 0;
    const handlers = [
      handlerOf(inventoryJob, async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 2) throw new AppError({ code: 'cloud.throttled', message: 'slow down', retryable: true });
      }),
      handlerOf(containmentJob, async () => {
        refusals++;
        throw new AppError({ code: 'action.not_approved', message: 'no' });
      }),
    ];
    work(handlers, { onFailure: ({ job }) => failures.push(job) });
    await jobs.enqueue({ ...inventoryJob, backoffMs: 100 }, { inventoryRunId: newId() });
    await jobs.enqueue({ ...containmentJob, backoffMs: 10 }, { actionId: newId() });
    await vi.waitFor(() => expect(attempts).toEqual([1, 2]), { timeout: 15_000 });
    expect(refusals).toBe(1);
    expect(failures.sort()).toEqual(['containment', 'inventory']);
  });

  it('waiting is the same job again, without counting as an attempt or holding a worker', async () => {
    const [slow, other] = [newId(), newId()];
    const seen: string[] = [];
    work([
      handlerOf(acquisitionJob, async ({ acquisitionId }, { attempt }) => {
        seen.push(`${acquisitionId === slow ? 'slow' : 'other'} ${attempt}`);
        const runs = seen.filter((line) => line.startsWith('slow')).length;
        return acquisitionId === slow && runs < 3 ? { againInMs: 200 } : undefined;
      }),
    ]);
    await jobs.enqueue(acquisitionJob, { acquisitionId: slow });
    await vi.waitFor(() => expect(seen).toEqual(['slow 1']), { timeout: 10_000 });
    await jobs.enqueue(acquisitionJob, { acquisitionId: other });
    await vi.waitFor(() => expect(seen).toHaveLength(4), { timeout: 15_000 });
    expect(seen.filter((line) => line === 'slow 1')).toHaveLength(3);
    expect(seen.slice(0, 3)).toContain('other 1');
  });

  it('kill -9 of a worker in the middle of a job: it runs again elsewhere', async () => {
    const parseRunId = newId();
    const child = workerThatHangs(backends[backend]!());
    await jobs.enqueue(parseEvidenceJob, { parseRunId }, { jobId: jobIdOf(parseRunId, 'parse', 1) });
    await said(child, parseRunId);
    child.kill('SIGKILL');
    const seen: string[] = [];
    work([
      handlerOf(parseEvidenceJob, async (payload, { attempt }) => {
        seen.push(`${payload.parseRunId} ${attempt}`);
      }),
    ]);
    await vi.waitFor(() => expect(seen).toEqual([`${parseRunId} 1`]), { timeout: 20_000 });
  });

  it('a stopped worker aborts its handler and gives the job back', async () => {
    const acquisitionId = newId();
    let started = false;
    work([
      handlerOf(acquisitionJob, (_payload, { signal }) => {
        started = true;
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }),
    ]);
    await jobs.enqueue(acquisitionJob, { acquisitionId });
    await vi.waitFor(() => expect(started).toBe(true), { timeout: 10_000 });
    await working.pop()!.stop();
    const again: string[] = [];
    work([
      handlerOf(acquisitionJob, async (payload) => {
        again.push(payload.acquisitionId);
      }),
    ]);
    await vi.waitFor(() => expect(again).toEqual([acquisitionId]), { timeout: 15_000 });
  });
});

it('PostgreSQL: after every connection was cut, queue and worker go on by themselves', async () => {
  const errors: string[] = [];
  const jobs = openJobs({ databaseUrl: test.urls.appUrl }, (error) => errors.push(error.message));
  const seen: string[] = [];
  const handler = handlerOf(acquisitionJob, async ({ acquisitionId }) => {
    seen.push(acquisitionId);
  });
  const worker = workOn(jobs, [handler], { lockMs: 1000 });
  const ids = [newId(), newId()];
  await jobs.enqueue(acquisitionJob, { acquisitionId: ids[0]! });
  await vi.waitFor(() => expect(seen).toEqual([ids[0]]), { timeout: 10_000 });
  const admin = new pg.Client({ connectionString: testServerUrl() });
  await admin.connect();
  const { rows } = await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE '%virga%'",
    [new URL(test.urls.appUrl).pathname.slice(1)],
  );
  await admin.end();
  expect(rows.length).toBeGreaterThan(0);
  await jobs.enqueue(acquisitionJob, { acquisitionId: ids[1]! });
  await vi.waitFor(() => expect(seen).toEqual(ids), { timeout: 30_000 });
  await worker.stop();
  await jobs.close();
});

it('PostgreSQL: the parse role works on its own queues and cannot reach the others', async () => {
  const jobs = openJobs({ databaseUrl: test.urls.parseUrl });
  const seen: string[] = [];
  const handler = handlerOf(parseEvidenceJob, async ({ parseRunId }) => {
    seen.push(parseRunId);
  });
  const worker = workOn(jobs, [handler], { lockMs: 1000 });
  const parseRunId = newId();
  await jobs.enqueue(parseEvidenceJob, { parseRunId });
  await vi.waitFor(() => expect(seen).toEqual([parseRunId]), { timeout: 10_000 });
  await expect(jobs.enqueue(containmentJob, { actionId: newId() })).rejects.toMatchObject({
    code: 'system.unavailable',
  });
  const client = new pg.Client({ connectionString: test.urls.parseUrl });
  await client.connect();
  const { rows } = await client.query<{ may: boolean }>("SELECT has_schema_privilege('bullmq', 'USAGE') AS may");
  expect(rows).toEqual([{ may: false }]);
  await client.end();
  await worker.stop();
  await jobs.close();
});

/** Another process that takes parse jobs, prints the id and then never ends. */
function workerThatHangs(connection: JobsConnection): ChildProcess {
  const program = `
    const { openJobs, workOn, handlerOf, parseEvidenceJob } = await import(process.argv[1]);
    const handler = handlerOf(parseEvidenceJob, ({ parseRunId }) => {
      console.log(parseRunId);
      return new Promise(() => {});
    });
    workOn(openJobs(JSON.parse(process.argv[2])), [handler], { lockMs: 1000 });`;
  const args = [
    '--input-type=module',
    '--eval',
    program,
    import.meta.resolve('./index.ts'),
    JSON.stringify(connection),
  ];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes(word)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`child ended with ${code} before it said ${word}`)));
  });
}
