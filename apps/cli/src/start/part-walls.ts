import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const script = join(import.meta.dirname, 'part-walls.sh');

/** What a part may see and reach. Everything of `home` that is not named is out of its sight. */
export interface WallPlan {
  home: string;
  /** Folders below `home`. */
  readOnly: readonly string[];
  writable: readonly string[];
  /** False: namespaces without any network; what it needs it reaches by Unix socket. */
  hasNetwork: boolean;
  /** True: nothing of the machine can be written but a private temporary folder. */
  isSealed: boolean;
}

export interface Walls {
  /** What stands before the program; empty where this machine permits no walls. */
  prefix: string[];
  env: Record<string, string>;
}

const namespaces = ['--mount', '--propagation', 'private'];

/**
 * The walls that this machine permits: as root directly, as an ordinary user in a user namespace, otherwise none (the part
 * measures what holds and says so in its heartbeat). Tried with the real plan and `/bin/true` first.
 */
export async function wallsOf(plan: WallPlan): Promise<Walls> {
  for (const folder of ['view', ...plan.readOnly, ...plan.writable])
    mkdirSync(join(plan.home, folder), { recursive: true, mode: 0o700 });
  for (const kind of isRoot() ? [[]] : [['--map-root-user']]) {
    const walls = wallsWith(plan, kind);
    if (await holds(walls)) return walls;
  }
  return { prefix: [], env: {} };
}

function wallsWith(plan: WallPlan, kind: string[]): Walls {
  const view = join(plan.home, 'view');
  const net = plan.hasNetwork ? [] : ['--net'];
  const stays = [
    ...plan.readOnly.flatMap((folder) => ['ro', folder]),
    ...plan.writable.flatMap((folder) => ['rw', folder]),
  ];
  return {
    prefix: [
      ...['/usr/bin/unshare', ...kind, ...namespaces, ...net, '--'],
      ...['/bin/sh', script, view, plan.home, ...stays, '--'],
    ],
    env: {
      WALLS_SEAL: plan.isSealed ? '1' : '',
      // Root needs this one to give its tools namespaces of their own (a map of uid 0 asks for it, Linux 5.12).
      WALLS_KEEP: plan.isSealed && isRoot() ? '+setfcap' : '',
      WALLS_GROUP: plan.isSealed && isRoot() ? (processGroup(plan.home) ?? '') : '',
    },
  };
}

async function holds({ prefix, env }: Walls): Promise<boolean> {
  const [program, ...args] = prefix;
  if (!existsSync(program!) || !existsSync('/usr/bin/setpriv')) return false;
  const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: process.env['HOME'] ?? '/', ...env };
  return execute(program!, [...args, '/bin/true'], { timeout: 10_000, env: environment }).then(
    () => true,
    () => false,
  );
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** RLIMIT_NPROC does not bind root: a control group does, where there is one (version 1 or 2). */
function processGroup(home: string): string | null {
  const name = `virga-parse-${Buffer.from(home).toString('hex').slice(-32)}`;
  for (const root of ['/sys/fs/cgroup/pids', '/sys/fs/cgroup'])
    try {
      if (root.endsWith('cgroup') && !readFileSync(`${root}/cgroup.controllers`, 'utf8').includes('pids')) continue;
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, 'pids.max'), '512');
      return join(root, name);
    } catch {
      // No such hierarchy, or not ours to divide.
    }
  return null;
}
