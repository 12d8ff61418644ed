import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModels, writeMigration } from '@virga/database/migrations';
import { checkoutFolder } from '@virga/runtime';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';

/** `npm run db:migration -- NAME [--empty]`: writes the next migration by intent. Returns the process's exit code. */
export async function run(argv: string[]): Promise<number> {
  const name = argv.find((word) => !word.startsWith('-'));
  if (name === undefined) {
    process.stderr.write('Usage: npm run db:migration -- NAME [--empty]\n');
    return 2;
  }
  const isEmptyAllowed = argv.includes('--empty');
  const dataDir = join(tmpdir(), `virga-migration-${process.pid}`);
  const server = await startEmbeddedPostgres({ dataDir, port: 0, settings: { fsync: 'off', shared_buffers: '16MB' } });
  try {
    const file = await writeMigration(join(checkoutFolder(), 'prisma'), name, { url: server.url, isEmptyAllowed });
    process.stdout.write(file === null ? 'The models did not change since the last migration.\n' : `${file}\n`);
    return 0;
  } finally {
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
  }
}

/** The models and the copy of the last migrated models are the same: nobody changed a model without a migration. */
export async function checkMigrations(): Promise<{ passed: boolean; detail: string }> {
  const prismaFolder = join(checkoutFolder(import.meta.dirname), 'prisma');
  const models = await readModels(prismaFolder);
  const applied = new Map(
    (await readModels(join(prismaFolder, 'applied'), '.prisma.txt')).map((file) => [file.path, file.content]),
  );
  const changed = models.filter((file) => applied.get(file.path) !== file.content).map((file) => file.path);
  const isSame = changed.length === 0 && models.length === applied.size;
  return {
    passed: isSame,
    detail: isSame ? '' : `Models without a migration: ${changed.join(', ')}. Run: npm run db:migration -- NAME`,
  };
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2));
