import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from '@virga/domain';
import { sandbox } from './sandbox-level.ts';
import { type ToolLimits, usualLimits } from './tool-limits.ts';

/** A file by its number in `files`: the program gets the generated name under which it sees it. */
export type ToolArgument = string | { file: number };

export interface ToolRun {
  /** Absolute path of the program. */
  program: string;
  /** Every argument as it is; never a shell. Values that came from evidence are refused by callers, not quoted here. */
  args: readonly ToolArgument[];
  /** The only files of ours it sees, read-only; absolute paths. */
  files?: readonly string[];
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

/**
 * The one door for foreign programs (security.md): absolute path, argument array, generated file names, empty environment,
 * private temp folder, own process group and process space, limits, no network, no other files where the machine allows.
 * Yields stdout as it comes; the return value says how it ended. Stopping early kills everything it started.
 */
export async function* runTool(run: ToolRun): AsyncGenerator<Buffer, ToolEnd> {
  const { child, folder } = await launch(run);
  const kill = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone.
    }
  };
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4096);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  let isLate = false;
  const timeout = setTimeout(() => {
    isLate = true;
    kill();
  }, run.timeoutMs ?? 3_600_000);
  run.signal?.addEventListener('abort', kill, { once: true });
  try {
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > (run.outputBytesMax ?? 16 * 1024 ** 3)) throw stopped(run, 'it printed more than it may');
      yield chunk;
    }
    const code = await ended;
    run.signal?.throwIfAborted();
    if (isLate) throw stopped(run, `it took longer than ${(run.timeoutMs ?? 3_600_000) / 1000} s`);
    return { code, said };
  } finally {
    clearTimeout(timeout);
    run.signal?.removeEventListener('abort', kill);
    kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(run: ToolRun): Promise<{ child: ChildProcess; folder: string }> {
  const files = run.files ?? [];
  for (const path of [run.program, ...files])
    if (!isAbsolute(path)) throw new TypeError(`a tool's path is absolute: ${path}`);
  const walls = await sandbox();
  const folder = mkdtempSync(join(tmpdir(), 'virga-tool-'));
  const nameOf = (argument: ToolArgument): string => {
    if (typeof argument === 'string') return argument;
    const path = files[argument.file];
    if (path === undefined) throw new TypeError(`the tool has no file ${argument.file}`);
    return walls.hasOwnFiles ? `/evidence/${argument.file}` : path;
  };
  const prefix = walls.prefix({ limits: { ...usualLimits, ...run.limits }, files, root: folder });
  const [command, ...args] = [...prefix, run.program, ...run.args.map(nameOf)];
  const child = spawn(command!, args, {
    cwd: folder,
    // PATH is for the walls' own programs; the tool is named by its absolute path.
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return { child, folder };
}

function stopped(run: ToolRun, why: string): AppError {
  return new AppError({ code: 'evidence.unreadable', message: `${run.program} was stopped: ${why}.` });
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
