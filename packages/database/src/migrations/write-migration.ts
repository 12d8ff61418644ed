import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { diffSchema, type SchemaFile } from './diff-schema.ts';

/**
 * Writes `migrations/<timestamp>_<name>/migration.sql` with what changed between `applied/` (the models as of the last
 * migration) and the models, then refreshes `applied/`. `isEmptyAllowed` makes a file for hand-written SQL. Returns the
 * path of the new file, or null when nothing changed.
 */
export async function writeMigration(
  prismaFolder: string,
  name: string,
  options: { url: string; isEmptyAllowed?: boolean; now?: Date },
): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(name)) throw new Error('Name a migration by its intent: lower case, digits and _');
  const applied = join(prismaFolder, 'applied');
  const sql = await diffSchema(await readModels(applied, appliedSuffix), await readModels(prismaFolder), options.url);
  if (sql === '' && !options.isEmptyAllowed) return null;
  const stamp = (options.now ?? new Date()).toISOString().replaceAll(/[-:T]|\.\d+Z$/g, '');
  const file = join(prismaFolder, 'migrations', `${stamp}_${name}`, 'migration.sql');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, sql === '' ? `-- ${name.replaceAll('_', ' ')}\n` : sql, { flag: 'wx' });
  await refresh(prismaFolder, applied);
  return file;
}

/** Prisma reads every *.prisma file below its folder, so the copies of the last migrated models are called otherwise. */
const appliedSuffix = '.prisma.txt';

/** The schema's files, by path: schema.prisma and models/*.prisma. None when the folder is not there yet. */
export async function readModels(folder: string, suffix = '.prisma'): Promise<SchemaFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: `${path.slice(0, -suffix.length)}.prisma`,
      content: await readFile(join(folder, path), 'utf8'),
    })),
  );
}

async function refresh(prismaFolder: string, applied: string): Promise<void> {
  await rm(applied, { recursive: true, force: true });
  for (const file of await readModels(prismaFolder)) {
    const path = join(applied, file.path.replace(/\.prisma$/, appliedSuffix));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.content);
  }
}
