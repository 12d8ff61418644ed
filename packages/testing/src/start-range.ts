import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutFolder } from '@virga/runtime';

export interface TestRange {
  /** The one JSON line that the range prints when it listens. */
  ready: Record<string, unknown>;
  dataDir: string;
  /** kill -9, for tests of what happens when the cloud is gone. */
  kill(): void;
  stop(): Promise<void>;
}

export interface RangeOptions {
  /** Further arguments for apps/range/src/main.ts. */
  args?: string[];
  timeoutMs?: number;
}

/** The staged estates on a free port, as a process of their own. Ends with the test (`stop()`). */
export async function startRange(options: RangeOptions = {}): Promise<TestRange> {
  const dataDir = await mkdtemp(join(tmpdir(), 'virga-test-range-'));
  const program = join(checkoutFolder(), 'apps', 'range', 'src', 'main.ts');
  const args = [program, '--port', '0', '--data', dataDir, ...(options.args ?? [])];
  const child = spawn(process.execPath, args, { cwd: checkoutFolder(), stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-4000);
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the range is not ready: ${stderr}`)), options.timeoutMs ?? 60_000);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(timer);
      resolve(JSON.parse(text.slice(0, end)) as Record<string, unknown>);
    });
    void exit.then((code) => {
      clearTimeout(timer);
      reject(new Error(`the range ended with ${code}: ${stderr}`));
    });
  });
  child.stdout.resume();
  return {
    ready,
    dataDir,
    kill: () => child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      await exit;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
