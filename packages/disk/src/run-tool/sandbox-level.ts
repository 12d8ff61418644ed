import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ToolLimits, toolLimits } from './tool-limits.ts';

const execute = promisify(execFile);
const script = join(import.meta.dirname, 'tool-walls.sh');
const nobody = 65534;

/** Walls around a foreign program, from the strongest that a machine may allow to none (it has no util-linux). */
export const sandboxLevels = ['own files, no network, limits', 'no network, limits', 'limits', 'none'] as const;
export type SandboxLevel = (typeof sandboxLevels)[number];

export interface Sandbox {
  level: SandboxLevel;
  /** True when the program sees the files it is given as /evidence/0, /evidence/1 … and no other file of ours. */
  hasOwnFiles: boolean;
  /** What stands before the program on the command line. */
  prefix(run: { limits: ToolLimits; files: readonly string[]; root: string }): string[];
}

const namespaces = ['--mount', '--propagation', 'private', '--net', '--pid', '--ipc', '--fork', '--kill-child'];
const ownUser = ['/usr/bin/unshare', '--map-root-user'];
const asRoot = ['/usr/bin/unshare'];

async function works(command: readonly string[]): Promise<boolean> {
  const [program, ...args] = command;
  if (!existsSync(program!)) return false;
  return execute(program!, args, { timeout: 10_000, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }).then(
    () => true,
    () => false,
  );
}

let found: Promise<Sandbox> | null = null;

/** Looked up once per process: what this machine allows, tried with a real program. */
export function sandbox(): Promise<Sandbox> {
  found ??= find();
  return found;
}

async function find(): Promise<Sandbox> {
  const hasLimits = await works(['/usr/bin/prlimit', '--cpu=1', '--', '/bin/true']);
  const limited = (limits: ToolLimits) => (hasLimits ? toolLimits(limits) : []);
  for (const unshare of hasLimits ? [asRoot, ownUser] : []) {
    const box = ownFiles(unshare, limited);
    if (await tried(box)) return box;
  }
  for (const unshare of hasLimits ? [asRoot, ownUser] : [])
    if (await works([...unshare, '--net', '--', '/bin/true']))
      return {
        level: 'no network, limits',
        hasOwnFiles: false,
        prefix: ({ limits }) => [...unshare, '--net', '--', ...limited(limits)],
      };
  // A process that has no network itself has none to give.
  const level = hasLimits ? (isCutOff() ? 'no network, limits' : 'limits') : 'none';
  return { level, hasOwnFiles: false, prefix: ({ limits }) => limited(limits) };
}

function ownFiles(unshare: string[], limited: (limits: ToolLimits) => string[]): Sandbox {
  return {
    level: 'own files, no network, limits',
    hasOwnFiles: true,
    prefix: ({ limits, files, root }) => {
      const runs = unshare === asRoot ? asNobody(files) : ['-', '-'];
      return [...unshare, ...namespaces, '--', '/bin/sh', script, root, ...runs, ...files, '--', ...limited(limits)];
    },
  };
}

/**
 * As root the program becomes `nobody` where the files let it: only then does the limit of processes hold. Sealed files are
 * readable by their group, which it keeps.
 */
function asNobody(files: readonly string[]): string[] {
  const facts = files.map((file) => statSync(file));
  const groups = new Set(facts.filter(({ mode }) => (mode & 0o004) === 0).map(({ gid }) => gid));
  const areReadable = facts.every(({ mode }) => (mode & 0o044) !== 0) && groups.size < 2;
  return areReadable ? [String(nobody), String([...groups][0] ?? nobody)] : ['-', '-'];
}

async function tried(box: Sandbox): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), 'virga-try-'));
  const limits = { memoryBytes: 1024 ** 3, cpuSeconds: 5, fileBytes: 0, processes: 16 };
  try {
    return await works([...box.prefix({ limits, files: [], root }), '/bin/true']);
  } finally {
    rmdirSync(root);
  }
}

function isCutOff(): boolean {
  return Object.keys(networkInterfaces()).length === 0;
}
