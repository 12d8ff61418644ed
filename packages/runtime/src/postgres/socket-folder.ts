import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import type { ServerAccount } from './account.ts';

/** sun_path holds 107 bytes; the server adds `/.s.PGSQL.<port>` and, while it starts, `.lock`. */
const longestFolder = 107 - '/.s.PGSQL.65535.lock'.length;

/**
 * Folder of the server's Unix socket, beside its data: who has no network reaches the database through it, with the same
 * password. Closed to everyone else (0700; as root the server's account is its group). Null when the path is too long.
 */
export async function openSocketFolder(dataDir: string, account: ServerAccount | undefined): Promise<string | null> {
  const folder = `${dataDir}-socket`;
  if (Buffer.byteLength(folder) > longestFolder || /[,"\s]/.test(folder)) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await stat(folder)).uid !== (process.getuid?.() ?? 0)) return null;
  if (account) await chown(folder, process.getuid?.() ?? 0, account.gid);
  await chmod(folder, account ? 0o770 : 0o700);
  return folder;
}
