import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Walls around a foreign program: no network and limits, limits only, or none (the machine has no util-linux). */
export const sandboxLevels = ['no network, limits', 'limits', 'none'] as const;
export type SandboxLevel = (typeof sandboxLevels)[number];

export interface Sandbox {
  level: SandboxLevel;
  /** What stands before the program on the command line. */
  prefix(limits: ToolLimits): string[];
}

export interface ToolLimits {
  memoryBytes: number;
  cpuSeconds: number;
  /** Largest file it may write; 0 for tools that only read. */
  fileBytes: number;
}

async function works(path: string, args: string[]): Promise<boolean> {
  if (!existsSync(path)) return false;
  return execute(path, args, { timeout: 5000, env: {} }).then(
    () => true,
    () => false,
  );
}

function prlimitArgs(limits: ToolLimits): string[] {
  const { memoryBytes, cpuSeconds, fileBytes } = limits;
  return [
    '/usr/bin/prlimit',
    `--as=${memoryBytes}`,
    `--cpu=${cpuSeconds}`,
    `--fsize=${fileBytes}`,
    '--core=0',
    '--nofile=64',
    '--',
  ];
}

let found: Promise<Sandbox> | null = null;

/** Looked up once per process: what this machine allows. */
export function sandbox(): Promise<Sandbox> {
  found ??= find();
  return found;
}

async function find(): Promise<Sandbox> {
  const hasLimits = await works('/usr/bin/prlimit', ['--cpu=1', '--', '/bin/true']);
  const limited = (limits: ToolLimits) => (hasLimits ? prlimitArgs(limits) : []);
  for (const unshare of [
    ['/usr/bin/unshare', '--net'],
    ['/usr/bin/unshare', '--net', '--map-root-user'],
  ])
    if (await works(unshare[0]!, [...unshare.slice(1), '--', '/bin/true']))
      return { level: 'no network, limits', prefix: (limits) => [...unshare, '--', ...limited(limits)] };
  return hasLimits ? { level: 'limits', prefix: limited } : { level: 'none', prefix: () => [] };
}
