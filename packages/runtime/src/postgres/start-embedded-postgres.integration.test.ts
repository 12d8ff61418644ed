import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canReach } from './account.ts';
import { copyBinaries, locateBinaries } from './binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';

const isRoot = process.getuid?.() === 0;
/** Under a checkout that only root can enter, no ordinary user could run the program at all. */
const canActAsNobody = isRoot && (await canReach({ uid: 65534, gid: 65534 }, import.meta.filename));

const settings = { shared_buffers: '16MB', fsync: 'off' };
let parent: string;
let servers: EmbeddedPostgres[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'virga-postgres-'));
  await chmod(parent, 0o755);
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const server of servers) await rm(server.dataDir, { recursive: true, force: true });
  await rm(parent, { recursive: true, force: true });
});

async function start(dataDir = join(parent, 'postgres'), port = 0): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, port, settings });
  servers.push(server);
  return server;
}

describe('embedded PostgreSQL', () => {
  it('starts, keeps its password to itself, and a second start attaches to the first [S5.postgres]', async () => {
    const first = await start();
    expect(first.attached).toBe(false);
    expect((await stat(first.dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(first.dataDir, 'password'))).mode & 0o777).toBe(0o600);
    const rules = await readFile(join(first.dataDir, 'cluster', 'pg_hba.conf'), 'utf8');
    const methods = rules.split('\n').filter((line) => /^(local|host)/.test(line));
    expect(methods.every((line) => line.endsWith('scram-sha-256'))).toBe(true);
    const second = await start();
    expect(second).toMatchObject({ attached: true, pid: first.pid, url: first.url, socketFolder: first.socketFolder });
  });

  it('answers on a Unix socket in a closed folder, to the right password only [S5.postgres]', async () => {
    const server = await start();
    const folder = await stat(server.socketFolder!);
    expect(folder.mode & 0o007).toBe(0);
    expect(folder.uid).toBe(process.getuid!());
    const url = new URL(server.url);
    url.searchParams.set('host', server.socketFolder!);
    const ask = async (connectionString: string) => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      const { rows } = await client.query<{ address: string | null }>('SELECT inet_client_addr() AS address');
      await client.end();
      return rows[0]!.address;
    };
    expect(await ask(url.toString())).toBeNull();
    url.password = 'wrong';
    await expect(ask(url.toString())).rejects.toMatchObject({ code: '28P01' });
  });

  it('comes up again after kill -9 of the server', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(second.attached).toBe(false);
    expect(second.pid).not.toBe(first.pid);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('two first starts at once end up on one server', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(two.pid);
    expect([one.attached, two.attached].filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it('takes the next port when another program has the preferred one', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const server = await start(undefined, port);
    expect(server.port).toBeGreaterThan(port);
    other.close();
  });

  it('outlives kill -9 of its parent, and the next start finds it', async () => {
    const dataDir = join(parent, 'postgres');
    const child = startInChild(dataDir, {});
    const { pid } = JSON.parse(await firstLine(child)) as { pid: number };
    child.kill('SIGKILL');
    const server = await start(dataDir);
    expect(server).toMatchObject({ attached: true, pid });
  });

  it.runIf(isRoot)('as root under a folder that others cannot enter, data goes elsewhere', async () => {
    const closed = join(parent, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await start(join(closed, 'postgres'));
    expect(server.dataDir).toMatch(/^\/var\/lib\/virga\/[0-9a-f]{16}\/data$/);
    await server.stop();
    const again = await start(join(closed, 'postgres'));
    expect(again.dataDir).toBe(server.dataDir);
    await again.stop();
    await rm(dirname(server.dataDir), { recursive: true });
  });

  it('a copy of the binaries is whole, made once, and what a killed copy left is removed', async () => {
    const leftover = join(parent, `postgres-${(await locateBinaries()).version}.999999999.partial`);
    await mkdir(leftover);
    const copy = await copyBinaries(await locateBinaries(), parent);
    expect(await stat(leftover).catch(() => null)).toBeNull();
    const made = (await stat(copy.postgres)).ctimeMs;
    expect(await copyBinaries(await locateBinaries(), parent)).toEqual(copy);
    expect((await stat(copy.postgres)).ctimeMs).toBe(made);
    const account = isRoot ? { uid: 65534, gid: 65534 } : {};
    const { stdout } = await promisify(execFile)(copy.initdb, ['--version'], { ...account, cwd: '/', env: {} });
    expect(stdout).toMatch(/initdb \(PostgreSQL\) 18/);
  });

  it.runIf(canActAsNobody)('works as an ordinary user with nothing in its environment', async () => {
    await chmod(parent, 0o777);
    const child = startInChild(join(parent, 'postgres'), { uid: 65534, gid: 65534 });
    const { pid, attached } = JSON.parse(await firstLine(child)) as EmbeddedPostgres;
    expect(attached).toBe(false);
    expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
    child.kill('SIGTERM');
    process.kill(pid, 'SIGINT');
  });
});

/** A process of its own that starts the server, prints one line and then waits. Its environment is empty. */
function startInChild(dataDir: string, account: { uid?: number; gid?: number }): ChildProcess {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    const server = await startEmbeddedPostgres({
      dataDir: process.argv[1], port: 0, settings: ${JSON.stringify(settings)} });
    console.log(JSON.stringify(server));
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], {
    ...account,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`child ended with ${code}`)));
  });
}
