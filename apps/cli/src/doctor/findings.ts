import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@virga/runtime';
import { backupFinding } from './backup-finding.ts';
import { sandboxFinding } from './sandbox.ts';
import { wallsFinding } from './walls.ts';

export interface Finding {
  level: 'ok' | 'warning' | 'fault';
  what: string;
  /** A command or a sentence that mends it. */
  fix?: string;
}

/** Programs outside npm, and what goes without them. */
const tools = [
  { path: '/usr/bin/fls', package: 'sleuthkit', without: 'disk images are sealed and wait for their parser' },
  { path: '/sbin/mke2fs', package: 'e2fsprogs', without: 'the range writes its small disk with its own code' },
  { path: '/usr/bin/openssl', package: 'openssl', without: 'exported bundles can be checked elsewhere only' },
  { path: '/usr/bin/chromium', package: 'chromium', without: 'npm test cannot run the journeys' },
  { path: '/usr/bin/redis-server', package: 'redis-server', without: 'npm test cannot try the Redis queue' },
  { path: '/usr/bin/aws', package: 'awscli', without: 'npm test cannot check the range with another implementation' },
] as const;

function nodeFinding(root: string): Finding {
  if (existsSync(join(root, 'node_modules/node/bin/node')))
    return { level: 'ok', what: `Node ${process.versions.node} (pinned in node_modules)` };
  return {
    level: 'fault',
    what: 'The pinned Node 24 is not in node_modules: the installation is not complete',
    fix: 'npm install',
  };
}

function folderFinding(home: string): Finding {
  try {
    accessSync(home, constants.W_OK);
    return { level: 'ok', what: `Data folder ${home} can be written` };
  } catch {
    return { level: 'fault', what: `Data folder ${home} cannot be written`, fix: `chown -R "$(id -un)" "${home}"` };
  }
}

function diskFinding(home: string): Finding {
  const { bavail, bsize } = statfsSync(home);
  const gib = (bavail * bsize) / 1024 ** 3;
  const what = `${gib.toFixed(1)} GiB free for evidence and database`;
  if (gib < 2) return { level: 'fault', what, fix: `make room below ${home}, or set VIRGA_HOME to a larger disk` };
  return gib < 20 ? { level: 'warning', what: `${what}; a disk image of a server needs more` } : { level: 'ok', what };
}

async function portFinding(name: string, preferred: number): Promise<Finding> {
  const port = await freePort(preferred);
  if (port === preferred) return { level: 'ok', what: `Port ${preferred} for ${name} is free` };
  return {
    level: 'warning',
    what: `Port ${preferred} for ${name} is taken (by Virga itself, or by another program); the next free one is ${port}`,
  };
}

function cpuFinding(): Finding {
  const supported = process.platform === 'linux' && process.arch === 'x64' && !isMusl();
  if (supported) return { level: 'ok', what: 'Linux x64 with glibc: the embedded PostgreSQL runs here' };
  return {
    level: 'fault',
    what: `${process.platform} ${process.arch}: the embedded PostgreSQL of this version is for Linux x64 with glibc`,
    fix: 'set DATABASE_URL to a PostgreSQL 17 or newer',
  };
}

function isMusl(): boolean {
  return existsSync('/lib') && readdirSync('/lib').some((name) => name.startsWith('ld-musl'));
}

function memoryFinding(): Finding {
  const gib = freemem() / 1024 ** 3;
  const what = `${gib.toFixed(1)} GiB of memory free`;
  return gib < 1.5
    ? { level: 'warning', what, fix: 'close other programs: Virga wants about 1.5 GiB' }
    : { level: 'ok', what };
}

/** Everything `doctor` looks at, in the order a person would fix it. */
export async function findings(root: string, home: string): Promise<Finding[]> {
  const found: Finding[] = [nodeFinding(root), cpuFinding(), folderFinding(home), diskFinding(home), memoryFinding()];
  found.push(
    await portFinding('the web app', 3000),
    await portFinding('PostgreSQL', 5433),
    await portFinding('the range', 4500),
  );
  for (const tool of tools)
    found.push(
      existsSync(tool.path)
        ? { level: 'ok', what: `${tool.package} is installed` }
        : {
            level: 'warning',
            what: `${tool.package} is not installed: ${tool.without}`,
            fix: `apt-get install ${tool.package}`,
          },
    );
  found.push(await wallsFinding(home), await sandboxFinding());
  const backup = backupFinding(home);
  if (backup) found.push(backup);
  return found;
}
