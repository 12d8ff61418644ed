import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerAccount } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { type Cluster, programEnvironment } from './cluster.ts';
import { type RunningServer, readPostmaster } from './postmaster-file.ts';

export type Launched =
  | { state: 'ready'; server: RunningServer }
  /** `isPassing`: the same attempt may succeed a moment later. */
  | { state: 'failed'; fault: string; isPortTaken: boolean; isPassing: boolean };

interface LaunchOptions {
  binaries: PostgresBinaries;
  cluster: Cluster;
  account: ServerAccount | undefined;
  port: number;
  settings: Record<string, string>;
  deadline: number;
}

const ourSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  password_encryption: 'scram-sha-256',
  max_connections: '300',
  shared_buffers: '512MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_completion_target: '0.9',
  wal_compression: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

/** Starts one server process, detached (Ctrl-C in the terminal must not reach it before our own shutdown does). */
export async function launchServer(options: LaunchOptions): Promise<Launched> {
  const log = await openLog(options.cluster.logFile);
  const start = (await log.stat()).size;
  try {
    const child = spawn(options.binaries.postgres, await programArguments(options), {
      ...options.account,
      cwd: options.cluster.folder,
      env: programEnvironment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const exit = new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(-1));
      child.once('exit', (code) => resolve(code));
    });
    const server = await Promise.race([waitUntilReady(options, child.pid), exit.then(() => null)]);
    if (server) return { state: 'ready', server };
    return faultOf(await readFrom(log, start));
  } finally {
    await log.close();
  }
}

async function programArguments(options: LaunchOptions): Promise<string[]> {
  const settings = { ...ourSettings, ...(await memoryKind()), ...options.settings };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', options.cluster.folder, '-p', String(options.port), ...pairs];
}

/** Containers often give /dev/shm 64 MB, on which parallel queries fail: then dynamic memory comes from files. */
async function memoryKind(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  const room = await statfs('/dev/shm').then(
    (facts) => facts.bavail * facts.bsize,
    () => 0,
  );
  return room < 512 * 1024 * 1024 ? { dynamic_shared_memory_type: 'mmap' } : {};
}

async function waitUntilReady(options: LaunchOptions, pid: number | undefined): Promise<RunningServer | null> {
  for (; Date.now() < options.deadline; await sleep(20)) {
    const running = await readPostmaster(options.cluster.folder);
    if (running?.isReady && running.pid === pid) return running;
  }
  return null;
}

/** Appends; a log over 20 MB starts again. */
async function openLog(path: string) {
  const log = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600);
  if ((await log.stat()).size > 20 * 1024 * 1024) await log.truncate(0);
  return log;
}

async function readFrom(log: Awaited<ReturnType<typeof open>>, start: number): Promise<string> {
  const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(8192), position: start });
  return buffer.subarray(0, bytesRead).toString('utf8');
}

function faultOf(output: string): Launched {
  return {
    state: 'failed',
    fault: output.trim().slice(-1500) || 'the process ended without a word',
    isPortTaken: /could not (bind|create any TCP\/IP sockets)|Address already in use/.test(output),
    isPassing:
      /lock file "postmaster\.pid"|pre-existing shared memory block|database system is (starting|shutting)/.test(
        output,
      ),
  };
}
