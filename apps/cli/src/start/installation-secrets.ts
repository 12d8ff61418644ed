import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of this installation, made once, mode 0600 under `<home>/keys`, never in a backup of the database. */
export function installationSecrets(home: string): { sessionSecret: string } {
  const folder = join(home, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'session-secret');
  try {
    return { sessionSecret: readFileSync(file, 'utf8').trim() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const sessionSecret = randomBytes(32).toString('base64url');
  writeFileSync(file, `${sessionSecret}\n`, { mode: 0o600, flag: 'wx' });
  return { sessionSecret };
}
