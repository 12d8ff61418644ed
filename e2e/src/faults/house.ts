import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@virga/runtime';
import { startRedis, type TestRedis } from '@virga/testing';
import { startProduct } from '../product/running-product.ts';
import { Person } from './person.ts';
import { SmallStore } from './small-store.ts';
import type { QueueKind } from './storm-options.ts';

export const partNames = ['collect', 'parse', 'web', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

interface RangeFile {
  controlUrl: string;
  controlToken: string;
}

export interface StagedFacts {
  now: string;
  compromisedInstance: { id: string; accountId: string; region: string; dataVolume: string };
}

/** The product as `virga start` runs it: every part a process of its own that start brings back when it is killed. */
export interface House {
  home: string;
  evidence: string;
  lead: Person;
  store: SmallStore;
  staged: StagedFacts;
  queue: QueueKind;
  redisUrl: string | null;
  /** Process id of a part, or null while it is away. */
  pidOf(part: PartName): number | null;
  /** The superuser's address of our database: for looking, and for cutting connections. */
  databaseUrl(): string;
  range(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Ends everything and keeps the parts' logs below `test-results/faults`. */
  stop(keepLogsIn: string): Promise<void>;
}

export async function openHouse(queue: QueueKind): Promise<House> {
  const home = mkdtempSync(join(tmpdir(), 'virga-faults-'));
  // PostgreSQL's own account has to reach its data below.
  chmodSync(home, 0o755);
  const evidence = join(home, 'evidence');
  const store = new SmallStore(evidence);
  let redis: TestRedis | null = null;
  try {
    redis = queue === 'redis' ? await startRedis() : null;
    const settings = redis ? { REDIS_URL: redis.url } : undefined;
    // Below the ports that outgoing connections take: a port must still be free when its owner was killed.
    const port = await freePort(21_000 + (process.pid % 5000));
    const product = await startProduct({ home, port, ...(settings ? { settings } : {}) });
    const lead = new Person(product.address, product.people.lead.email, product.people.lead.password);
    // The run is ended from outside: nothing of it may stay, neither processes nor the file system.
    process.once('SIGTERM', () => {
      const { pid } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as { pid: number };
      process.kill(pid, 'SIGTERM');
      store.remove();
      process.exit(1);
    });
    const end = async (keepLogsIn: string) => {
      store.empty();
      await product.stop().finally(() => store.remove());
      await redis?.stop();
      cpSync(join(home, 'logs'), keepLogsIn, { recursive: true });
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };
    return { ...lookInto(home), home, evidence, lead, store, queue, redisUrl: redis?.url ?? null, stop: end };
  } catch (thrown) {
    store.remove();
    await redis?.stop();
    rmSync(home, { recursive: true, force: true });
    throw thrown;
  }
}

function lookInto(home: string): Pick<House, 'staged' | 'pidOf' | 'databaseUrl' | 'range'> {
  const read = <T>(...path: string[]) => JSON.parse(readFileSync(join(home, ...path), 'utf8')) as T;
  const postmaster = () => readFileSync(join(home, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  return {
    staged: read<StagedFacts>('range', 'truth.json'),
    pidOf(part) {
      try {
        const pid = part === 'postgres' ? readyServer(postmaster()) : parentOf(read('run.json'), part);
        return pid !== null && isAlive(pid) ? pid : null;
      } catch {
        return null;
      }
    },
    databaseUrl() {
      const password = readFileSync(join(home, 'postgres', 'password'), 'utf8').trim();
      return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${postmaster()[3]?.trim()}/virga`;
    },
    async range(method, path, body) {
      const { controlUrl, controlToken } = read<RangeFile>('range', 'range.json');
      const answer = await fetch(`${controlUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return answer.json();
    },
  };
}

function readyServer(lines: string[]): number | null {
  return lines[7]?.trim() === 'ready' ? Number(lines[0]) : null;
}

function parentOf(file: { parts: { name: string; pid: number }[] }, part: PartName): number | null {
  const name = part === 'web' ? 'web' : `worker-${part}`;
  return file.parts.find((one) => one.name === name)?.pid ?? null;
}

/** A process that was killed and not yet reaped is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
