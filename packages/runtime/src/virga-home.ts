import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folder of the checkout: the nearest folder at or above `from` whose package.json is the workspace's. */
export function checkoutFolder(from: string = process.cwd()): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return folder;
    if (dirname(folder) === folder) return resolve(from);
  }
}

function isWorkspace(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return (JSON.parse(text) as { name?: unknown }).name === 'virga';
  } catch {
    return false;
  }
}

/** Where this installation keeps its data: VIRGA_HOME, else `.virga` in the checkout. Created with mode 0700. */
export function virgaHome(): string {
  const home = process.env.VIRGA_HOME || join(checkoutFolder(), '.virga');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return resolve(home);
}
