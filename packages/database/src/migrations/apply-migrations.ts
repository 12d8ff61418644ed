import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { checkoutFolder } from '@virga/runtime';
import pg from 'pg';

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 hex of the file, as Prisma's own migrate writes it. */
  checksum: string;
}

/** Any fixed number; every process that migrates this database takes the same lock. */
const migrationLock = 72_107_369;

export function migrationsFolder(): string {
  return join(checkoutFolder(), 'prisma', 'migrations');
}

/** The migrations on disk in the order of their names. */
export async function readMigrations(folder: string = migrationsFolder()): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const bytes = await readFile(join(folder, name, 'migration.sql'));
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Brings the database up to the migrations on disk, each in a transaction of its own, under an advisory lock; writes the
 * same `_prisma_migrations` table as `prisma migrate deploy`. Refuses when a landed migration was edited, or when the
 * database knows one that is not on disk (it is newer than this checkout). With `upTo` it stops after that one: a restore
 * fills the state that a backup was made in, and upgrades it afterwards. Returns the names it applied.
 */
export async function applyMigrations(
  url: string,
  folder: string = migrationsFolder(),
  upTo: string | null = null,
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'virga-migrations' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query(migrationsTable);
    const missing = await findWaiting(client, migrations);
    const waiting = missing.filter((migration) => upTo === null || migration.name <= upTo);
    for (const migration of waiting) await applyOne(client, migration);
    return waiting.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

const migrationsTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

async function findWaiting(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const onDisk = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    const present = onDisk.get(name);
    if (present === undefined)
      throw new AppError({
        code: 'system.unavailable',
        message: `The database has migration ${name}, which this version of Virga does not have: a newer version was here. Start that version, or restore the backup made before its upgrade. Nothing was changed.`,
      });
    if (present !== checksum)
      throw new AppError({
        code: 'system.unavailable',
        message: `Migration ${name} was edited after it was applied to this database. Take its file from the release again. Nothing was changed.`,
      });
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${String(cause)}`, { cause });
  }
}
