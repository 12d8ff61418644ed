import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type WallPlan, wallsOf } from './part-walls.ts';

/** One process that `virga start` runs and stops. */
export interface Part {
  name: string;
  child: ChildProcess;
  /** First JSON line it printed on stdout, if it was asked for one. */
  ready: Record<string, unknown>;
  stop(timeoutMs: number): Promise<void>;
}

export interface PartPlan {
  name: string;
  /** Arguments of the pinned Node, the script first. */
  args: readonly string[];
  /** The whole environment of the process: nothing is inherited but PATH, HOME, LANG and TZ. */
  env: Record<string, string>;
  logs: string;
  /** What ends the wait: one JSON line on stdout, or an address that answers. */
  ready: 'json-line' | { url: string };
  timeoutMs: number;
  /** Walls of the system around it; none when absent. */
  walls?: WallPlan;
}

const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];

function environment(own: Record<string, string>): Record<string, string> {
  const kept = inherited.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]!] as const],
  );
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1', ...own };
}

/**
 * Starts a part in a process group of its own, so that Ctrl-C reaches only `start`, which then stops parts in order. An IPC
 * channel lets the part notice that `start` was killed. Its output goes to `<logs>/<name>.log`.
 */
export async function startPart(plan: PartPlan): Promise<Part> {
  mkdirSync(plan.logs, { recursive: true, mode: 0o700 });
  const log = createWriteStream(join(plan.logs, `${plan.name}.log`), { flags: 'a', mode: 0o600 });
  const walls = plan.walls ? await wallsOf(plan.walls) : { prefix: [], env: {} };
  const [program, ...args] = [...walls.prefix, process.execPath, ...plan.args];
  const child = spawn(program!, args, {
    env: environment({ ...plan.env, ...walls.env }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let tail = '';
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    tail = (tail + chunk.toString('utf8')).slice(-4000);
  };
  child.stderr!.on('data', keep);
  // The first line of a part that introduces itself may carry keys (the range's): it is read, never written to a log.
  if (plan.ready !== 'json-line') child.stdout!.on('data', keep);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`${plan.name} ended (${signal ?? code}). Its last lines:\n${indent(tail)}`)),
    );
  });
  failed.catch(() => {});
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(
      () =>
        reject(
          new Error(
            `${plan.name} did not become ready in ${plan.timeoutMs / 1000} s. Its last lines:\n${indent(tail)}`,
          ),
        ),
      plan.timeoutMs,
    ).unref();
  });
  const ready = plan.ready === 'json-line' ? firstJsonLine(child) : answers(plan.ready.url);
  const facts = await Promise.race([ready, failed, timeout]).catch((error: Error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return { name: plan.name, child, ready: facts, stop: (timeoutMs) => stopChild(child, timeoutMs) };
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .slice(-12)
    .map((line) => `  ${line}`)
    .join('\n');
}

function firstJsonLine(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      try {
        const facts = JSON.parse(line) as Record<string, unknown>;
        if (facts['ready']) resolve(facts);
      } catch {
        // Not a whole JSON line: an ordinary log line that begins with a brace.
      }
    });
  });
}

async function answers(url: string): Promise<Record<string, unknown>> {
  for (;;) {
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
      if (response.status < 500) return { url };
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

function stopChild(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
