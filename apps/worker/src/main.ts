import { parseArgs } from 'node:util';
import { beat } from '@virga/database';
import { toAppError } from '@virga/domain';
import { type JobHandler, workOn } from '@virga/jobs';
import { createLogger, onShutdown, shutdown } from '@virga/runtime';
import { collectHandlers } from './collect/handlers.ts';
import { workerEnvironment } from './environment.ts';
import { openCollectParts, openParts } from './open-parts.ts';
import { parseHandlers } from './parse/handlers.ts';
import { type Parts, type WorkerRole, workerRoles } from './parts.ts';
import { startSweeps } from './sweeps/start-sweeps.ts';
import { closeWalls } from './walls/close-walls.ts';

/** `node main.ts --role collect|parse`: prints one JSON line when it works, then runs until it is told to stop. */
async function main(): Promise<void> {
  process.umask(0o077);
  const { values } = parseArgs({ options: { role: { type: 'string' } } });
  const role = workerRoles.find((name) => name === values.role);
  if (!role) throw new Error(`--role is one of ${workerRoles.join(', ')}`);
  const stopping = new AbortController();
  const { parts, handlers, facts } = await openRole(role, stopping.signal);
  const working = workOn(parts.jobs, handlers, {
    concurrency: { acquire: 4, contain: 2, inspect: 2, evidence: 2, parse: 1, render: 1 },
    onFailure: ({ job, error }) => {
      const fault = toAppError(error);
      parts.log.warn({ job, code: fault.code, detail: fault.detail ?? fault.message }, 'job failed');
    },
  });
  const sweeps = startSweeps(parts);
  const tell = () => beat(parts.db, role, { owner: parts.owner, ...facts });
  const heart = setInterval(() => void tell().catch(() => undefined), 10_000);
  await tell();
  // Last registered first: stop taking work, then let go of what it stood on.
  onShutdown('database', () => parts.db.close());
  onShutdown('jobs', () => parts.jobs.close());
  onShutdown('work', async () => {
    clearInterval(heart);
    sweeps.stop();
    stopping.abort(new Error('the worker stops'));
    await working.stop(8000);
  });
  // `virga start` was killed: nobody would stop this process any more.
  process.on('disconnect', () => void shutdown(12_000).then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ ready: true, role, pid: process.pid })}\n`);
}

interface OpenRole {
  parts: Parts;
  handlers: JobHandler[];
  /** What Settings shows of this process. */
  facts: Record<string, string>;
}

async function openRole(role: WorkerRole, stopping: AbortSignal): Promise<OpenRole> {
  const environment = workerEnvironment();
  if (role === 'parse') {
    const walls = await closeWalls(environment, createLogger({ name: 'worker:parse' }));
    const parts = await openParts('parse', environment, stopping);
    return { parts, handlers: parseHandlers(parts), facts: { ...walls } };
  }
  const parts = await openCollectParts(environment, stopping);
  return {
    parts,
    handlers: collectHandlers(parts),
    facts: {
      signingKeyFingerprint: parts.signingKey.fingerprint,
      ...(parts.authority ? { timestampAuthority: parts.authority.name } : {}),
    },
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`worker: ${toAppError(error).detail ?? toAppError(error).message}\n`);
  process.exit(1);
});
