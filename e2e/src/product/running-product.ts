import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const roles = ['admin', 'lead', 'analyst'] as const;
export type RoleName = (typeof roles)[number];

export interface FirstPerson {
  email: string;
  password: string;
}

export interface RunningProduct {
  address: string;
  /** Home of the installation: a temporary folder that goes away with it. */
  home: string;
  /** As printed at the first start; held in memory only. */
  people: Record<RoleName, FirstPerson>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..', '..');
const readyWithinMs = 180_000;

export interface ProductOptions {
  /** A folder that the caller made and removes; else a fresh one that goes away with the product. */
  home?: string;
  /** Settings of the installation, such as REDIS_URL. */
  settings?: Record<string, string>;
  port?: number;
  /** False: for real use, with nobody but the first admin. */
  range?: boolean;
  /** What the staged attacker wrote into every field that he could write. */
  planted?: Record<string, string>;
}

/** The whole product, started as a newcomer starts it, on a free port and a fresh home. */
export async function startProduct(options: ProductOptions = {}): Promise<RunningProduct> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'virga-e2e-'));
  const end = async () => {
    await stop(child);
    if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const port = options.port ?? (await anyFreePort());
  const plantedFile = join(home, 'planted.json');
  if (options.planted) writeFileSync(plantedFile, JSON.stringify(options.planted));
  const child = spawn(
    process.execPath,
    [
      join(root, 'apps/cli/src/start/main.ts'),
      ...['--size', 'small', '--port', String(port)],
      ...(options.planted ? ['--plant', plantedFile] : []),
      ...(options.range === false ? ['--no-range'] : []),
    ],
    { cwd: root, env: { ...environment(), ...options.settings, VIRGA_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const text = await firstScreen(child);
    const address = /ready\s+(http:\/\/\S+)/.exec(text)?.[1];
    if (!address) throw new Error('start printed no address');
    return { address, home, people: peopleOf(text, options.range === false ? ['admin'] : roles), stop: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** What an ordinary terminal would hand on; settings of another installation must not leak in. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, TMPDIR } = process.env;
  return { PATH, HOME, LANG, TZ, TMPDIR };
}

/** All that start prints until its last line "Ctrl-C stops everything". */
function firstScreen(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    const timer = setTimeout(
      () => reject(new Error(`not ready after ${readyWithinMs / 1000} s: ${withoutPasswords(out)}${err}`)),
      readyWithinMs,
    );
    child.stderr?.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString('utf8')).slice(-4000);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      if (!out.includes('Ctrl-C stops everything')) return;
      clearTimeout(timer);
      resolve(out);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`start ended with ${code}: ${withoutPasswords(out)}${err}`));
    });
  });
}

function withoutPasswords(text: string): string {
  return text.replace(/(@virga\.local\s+)\S+/g, '$1(left out)');
}

function peopleOf(text: string, expected: readonly RoleName[]): Record<RoleName, FirstPerson> {
  const found = new Map<string, FirstPerson>();
  for (const match of text.matchAll(/^\s+(admin|lead|analyst)\s+(\S+@\S+)\s+(\S+)\s*$/gm))
    found.set(match[1]!, { email: match[2]!, password: match[3]! });
  const missing = expected.filter((role) => !found.has(role));
  if (missing.length > 0) throw new Error(`start did not print a first password for ${missing.join(', ')}`);
  return Object.fromEntries(found) as Record<RoleName, FirstPerson>;
}

/** Ctrl-C, as a person does; what does not end within 40 s has hung, and that fails the run. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), 40_000);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    child.kill('SIGINT');
    if (!(await ended)) {
      child.kill('SIGKILL');
      throw new Error('Ctrl-C did not end start within 40 s');
    }
  }
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
