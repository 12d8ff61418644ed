import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** PostgreSQL refuses to run as root: this is who it runs as instead. `undefined` means: as ourselves. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** As root: the account `virga`, `postgres` or `nobody`, whichever exists first (initdb needs a named one). */
export function serverAccount(passwd: string = readFileSync('/etc/passwd', 'utf8')): ServerAccount | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const lines = passwd.split('\n').map((line) => line.split(':'));
  for (const name of ['virga', 'postgres', 'nobody']) {
    const line = lines.find((fields) => fields[0] === name);
    if (line && Number(line[2]) > 0) return { uid: Number(line[2]), gid: Number(line[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account virga, postgres or nobody. Add one.');
}

/** True when the account may walk through every folder above `path`. A folder that does not exist yet is passed over. */
export async function canReach(account: ServerAccount, path: string): Promise<boolean> {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const facts = await stat(folder).catch(() => null);
    if (facts && !mayEnter(account, facts)) return false;
    if (dirname(folder) === folder) return true;
  }
}

function mayEnter(account: ServerAccount, facts: { mode: number; uid: number; gid: number }): boolean {
  if (facts.uid === account.uid) return (facts.mode & 0o100) !== 0;
  if (facts.gid === account.gid) return (facts.mode & 0o010) !== 0;
  return (facts.mode & 0o001) !== 0;
}

/** Where PostgreSQL's parts go when the account cannot reach where they should be: one folder per place. */
export function openFolderFor(path: string, root = '/var/lib/virga'): string {
  return join(root, createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16));
}
