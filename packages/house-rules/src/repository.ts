import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The pinned Node 24. */
export const pinnedNode = join(root, 'node_modules/node/bin/node');

export interface Finished {
  code: number;
  output: string;
  seconds: number;
}

/** Runs a program to its end; its output is returned, and shown meanwhile when `show` is set. Never through a shell. */
export function run(
  command: string,
  args: readonly string[],
  options: { show?: boolean; env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Finished> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeoutMs ? { timeout: options.timeoutMs, killSignal: 'SIGTERM' as const } : {}),
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (options.show) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - started) / 1000 }));
  });
}

/** A program of node_modules/.bin under the pinned Node. */
export function bin(name: string): string {
  return join(root, 'node_modules/.bin', name);
}
