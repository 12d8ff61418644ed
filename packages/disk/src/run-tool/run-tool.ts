import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from '@virga/domain';
import { sandbox, type ToolLimits } from './sandbox-level.ts';

export interface ToolRun {
  /** Absolute path of the program. */
  program: string;
  /** Every argument as it is; never a shell. Values that came from evidence are refused by callers, not quoted here. */
  args: readonly string[];
  limits?: Partial<ToolLimits>;
  timeoutMs?: number;
  /** Bytes of output after which the program is stopped. */
  outputBytesMax?: number;
  signal?: AbortSignal;
}

export interface ToolEnd {
  code: number | null;
  /** The last 4 kB it said on stderr. */
  said: string;
}

const defaults: ToolLimits = { memoryBytes: 4 * 1024 ** 3, cpuSeconds: 3600, fileBytes: 0 };

/**
 * The one door for foreign programs (security.md): absolute path, argument array, empty environment, private temp folder,
 * own process group, limits, no network where the machine allows. Yields stdout as it comes; the return value says how it
 * ended. Stopping early kills the whole group.
 */
export async function* runTool(run: ToolRun): AsyncGenerator<Buffer, ToolEnd> {
  if (!isAbsolute(run.program)) throw new TypeError(`a tool's path is absolute: ${run.program}`);
  const walls = await sandbox();
  const folder = mkdtempSync(join(tmpdir(), 'virga-tool-'));
  const [command, ...args] = [...walls.prefix({ ...defaults, ...run.limits }), run.program, ...run.args];
  const child = spawn(command!, args, {
    cwd: folder,
    env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone.
    }
  };
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4096);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  const timeout = setTimeout(kill, run.timeoutMs ?? 3_600_000);
  run.signal?.addEventListener('abort', kill, { once: true });
  try {
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > (run.outputBytesMax ?? 16 * 1024 ** 3)) throw tooMuch(run);
      yield chunk;
    }
    const code = await ended;
    run.signal?.throwIfAborted();
    return { code, said };
  } finally {
    clearTimeout(timeout);
    run.signal?.removeEventListener('abort', kill);
    kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tooMuch(run: ToolRun): AppError {
  return new AppError({
    code: 'evidence.unreadable',
    message: `${run.program} printed more than it may; it was stopped.`,
  });
}

/** For tools with little to say: the whole output as text, at most 16 MB. */
export async function toolText(run: ToolRun): Promise<{ text: string } & ToolEnd> {
  const chunks: Buffer[] = [];
  const running = runTool({ outputBytesMax: 16 * 1024 ** 2, ...run });
  for (;;) {
    const step = await running.next();
    if (step.done) return { text: Buffer.concat(chunks).toString('utf8'), ...step.value };
    chunks.push(step.value);
  }
}
