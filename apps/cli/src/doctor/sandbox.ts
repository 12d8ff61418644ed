import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Finding } from './findings.ts';

const execute = promisify(execFile);

async function works(path: string, args: string[]): Promise<boolean> {
  if (!existsSync(path)) return false;
  return execute(path, args, { timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** Which walls the machine lets us put around foreign programs (The Sleuth Kit): no network, limits, or limits only. */
export async function sandboxFinding(): Promise<Finding> {
  if (await works('/usr/bin/unshare', ['--net', '--map-root-user', '--', '/bin/true']))
    return { level: 'ok', what: 'Foreign programs run without network (unshare) and with limits (prlimit)' };
  if (await works('/usr/bin/prlimit', ['--cpu=1', '/bin/true']))
    return {
      level: 'warning',
      what: 'Foreign programs run with limits (prlimit), but this machine lets nobody take their network away',
    };
  return {
    level: 'warning',
    what: 'Foreign programs run without walls of the system',
    fix: 'apt-get install util-linux',
  };
}
