import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServerAccount } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

export interface Cluster {
  /** PGDATA */
  folder: string;
  logFile: string;
  password: string;
}

/** Environment of every PostgreSQL program: nothing of ours, and no LANG, TZ or PG* of the user. */
export const programEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The cluster under `dataDir` (cluster/, password, postgres.log), made on first use. It is built beside and renamed into
 * place, so that a killed or concurrent first start leaves either nothing or a whole one.
 */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<Cluster> {
  if (!(await isInitialised(dataDir))) await createCluster(dataDir, binaries, account);
  return {
    folder: join(dataDir, 'cluster'),
    logFile: join(dataDir, 'postgres.log'),
    password: (await readFile(join(dataDir, 'password'), 'utf8')).trim(),
  };
}

async function isInitialised(dataDir: string): Promise<boolean> {
  return (await stat(join(dataDir, 'cluster', 'PG_VERSION')).catch(() => null)) !== null;
}

async function createCluster(dataDir: string, binaries: PostgresBinaries, account: ServerAccount | undefined) {
  const present = await readdir(dataDir).catch(() => []);
  if (present.length > 0) throw new Error(`${dataDir} holds something that is not a PostgreSQL cluster of Virga`);
  await mkdir(dirname(dataDir), { recursive: true, mode: account ? 0o755 : 0o700 });
  const temporary = `${dataDir}.${process.pid}-${randomBytes(4).toString('hex')}.partial`;
  const passwordFile = join(temporary, 'password');
  try {
    await mkdir(temporary, { mode: 0o700 });
    await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await chmod(temporary, 0o700);
    if (account) for (const path of [temporary, passwordFile]) await chown(path, account.uid, account.gid);
    await runInitdb(binaries, join(temporary, 'cluster'), passwordFile, account);
    await rename(temporary, dataDir).catch(async (thrown: NodeJS.ErrnoException) => {
      // Another start was first: its cluster is as good as ours.
      if ((thrown.code !== 'ENOTEMPTY' && thrown.code !== 'EEXIST') || !(await isInitialised(dataDir))) throw thrown;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function runInitdb(
  binaries: PostgresBinaries,
  folder: string,
  passwordFile: string,
  account: ServerAccount | undefined,
): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    '--no-sync',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, options, {
      ...account,
      cwd: dirname(folder),
      env: programEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${output}`))));
  });
}
