import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { canReach, openFolderFor, type ServerAccount, serverAccount } from './account.ts';
import { answersOn } from './answers.ts';
import { copyBinaries, locateBinaries, type PostgresBinaries } from './binaries.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type Launched, launchServer } from './launch-server.ts';
import { type RunningServer, readPostmaster } from './postmaster-file.ts';
import { openSocketFolder } from './socket-folder.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of its own; moved to /var/lib/virga/<hash> as root under a folder that others cannot enter. */
  dataDir: string;
  /** The port to try first (5433); 0 takes any free one. */
  port?: number;
  /** Server settings over our own, for example { fsync: 'off' } in tests. */
  settings?: Record<string, string>;
  /** How long to wait until the server answers (crash recovery takes a while). Default 60 s. */
  timeoutMs?: number;
}

export interface EmbeddedPostgres {
  /** Superuser's URL of the database `postgres`; contains the password. */
  url: string;
  port: number;
  pid: number;
  /** Where the data really is. */
  dataDir: string;
  logFile: string;
  /** Folder of the Unix socket, for processes without network; null when there is none. */
  socketFolder: string | null;
  /** True when the server was already running (an earlier start, or one that outlived its parent's kill -9). */
  attached: boolean;
  /** Fast shutdown of the server, whoever started it; resolves when its process is gone. */
  stop(): Promise<void>;
}

/**
 * PostgreSQL from npm, on 127.0.0.1 only, scram-sha-256 with a random password kept in a 0700 folder. Reads postmaster.pid
 * first: alive and ours → attach; dead → start (recovers by itself); port taken by another → the next free one.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccountIfRoot();
  const { binaries, dataDir, cluster, socketFolder } = await prepareFolders(resolve(options.dataDir), account);
  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  let port = options.port ?? 5433;
  let lastFault = 'it did not become ready';
  while (Date.now() < deadline) {
    const running = await readPostmaster(cluster.folder);
    if (running?.isReady && (await answersOn(running.port))) return describe(dataDir, cluster, running, true);
    if (running) {
      await sleep(50);
      continue;
    }
    port = await freePort(port);
    const launched = await launchServer({
      binaries,
      cluster,
      account,
      port,
      settings: { unix_socket_directories: socketFolder ?? '', ...options.settings },
      deadline,
    });
    if (launched.state === 'ready') return describe(dataDir, cluster, launched.server, false);
    lastFault = launched.fault;
    port = await afterFault(launched, port);
  }
  throw new Error(`PostgreSQL did not start: ${lastFault}. Its log: ${cluster.logFile}`);
}

function serverAccountIfRoot(): ServerAccount | undefined {
  return process.getuid?.() === 0 ? serverAccount() : undefined;
}

/** As root the server's account must be able to reach its folders, whatever umask the caller has set for its own files. */
async function prepareFolders(wanted: string, account: ServerAccount | undefined) {
  const umask = account ? process.umask(0o022) : null;
  try {
    const { binaries, dataDir } = await place(wanted, account);
    const cluster = await openCluster(dataDir, binaries, account);
    return { binaries, dataDir, cluster, socketFolder: await openSocketFolder(dataDir, account) };
  } finally {
    if (umask !== null) process.umask(umask);
  }
}

async function place(
  dataDir: string,
  account: ServerAccount | undefined,
): Promise<{ binaries: PostgresBinaries; dataDir: string }> {
  const binaries = await locateBinaries();
  if (!account) return { binaries, dataDir };
  const areBinariesOpen = await canReach(account, binaries.postgres);
  return {
    binaries: areBinariesOpen ? binaries : await copyBinaries(binaries, openFolderFor(binaries.folder)),
    dataDir: (await canReach(account, dataDir)) ? dataDir : join(openFolderFor(dataDir), 'data'),
  };
}

/** Another start may hold the folder, a killed server's children may still hold its memory, the port may be gone. */
async function afterFault(launched: Extract<Launched, { state: 'failed' }>, port: number): Promise<number> {
  if (launched.isPortTaken) return port + 1;
  if (!launched.isPassing) throw new Error(`PostgreSQL did not start: ${launched.fault}`);
  await sleep(200);
  return port;
}

function describe(dataDir: string, cluster: Cluster, server: RunningServer, attached: boolean): EmbeddedPostgres {
  return {
    url: `postgresql://postgres:${encodeURIComponent(cluster.password)}@127.0.0.1:${server.port}/postgres`,
    port: server.port,
    pid: server.pid,
    dataDir,
    logFile: cluster.logFile,
    socketFolder: server.socketFolder,
    attached,
    stop: () => stopServer(cluster.folder),
  };
}

async function stopServer(folder: string): Promise<void> {
  const running = await readPostmaster(folder);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(25))
    if ((await readPostmaster(folder))?.pid !== running.pid) return;
  throw new Error(`PostgreSQL (process ${running.pid}) did not stop within 30 s`);
}
