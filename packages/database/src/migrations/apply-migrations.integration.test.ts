import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutFolder } from '@virga/runtime';
import { testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  applyMigrations,
  migrationsFolder,
  prepareDatabase,
  readMigrations,
  readModels,
  writeMigration,
} from './index.ts';

let folder: string;
let url: string;
const name = `virga_migrations_${process.pid}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'virga-migrations-'));
  await cp(migrationsFolder(), folder, { recursive: true });
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`);
  const parsed = new URL(testServerUrl());
  parsed.pathname = `/${name}`;
  url = parsed.toString();
});

afterEach(async () => {
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(folder, { recursive: true, force: true });
});

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('migrations', () => {
  it('apply once however many processes start at the same time, and are written down as Prisma does', async () => {
    const names = (await readMigrations(folder)).map((migration) => migration.name);
    const results = await Promise.all([applyMigrations(url, folder), applyMigrations(url, folder)]);
    expect(results.flat()).toEqual(names);
    expect(await applyMigrations(url, folder)).toEqual([]);
    const rows = await ask('SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY 1');
    expect(rows.map((row) => row.migration_name)).toEqual(names);
    expect(rows.every((row) => row.applied_steps_count === 1 && /^[0-9a-f]{64}$/.test(String(row.checksum)))).toBe(
      true,
    );
  });

  it('refuse a landed one that was edited, and a database that is newer than the checkout', async () => {
    await applyMigrations(url, folder);
    const first = (await readMigrations(folder))[0]!;
    const file = join(folder, first.name, 'migration.sql');
    await writeFile(file, `${first.sql}\n-- edited`);
    await expect(applyMigrations(url, folder)).rejects.toThrow(/was edited/);
    await rm(join(folder, first.name), { recursive: true });
    await expect(applyMigrations(url, folder)).rejects.toThrow(/does not have/);
  });

  it('one that fails leaves nothing of itself behind', async () => {
    const last = join(folder, '99990101000000_broken');
    await cp(join(folder, (await readMigrations(folder))[0]!.name), last, { recursive: true });
    await writeFile(join(last, 'migration.sql'), 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(applyMigrations(url, folder)).rejects.toThrow(/99990101000000_broken failed and was rolled back/);
    expect(await ask("SELECT 1 FROM pg_tables WHERE tablename = 'half'")).toEqual([]);
    await writeFile(join(last, 'migration.sql'), 'CREATE TABLE half (id int)');
    expect(await applyMigrations(url, folder)).toEqual(['99990101000000_broken']);
  });

  it('preparing a server of one’s own gives four roles, again and again the same', async () => {
    const [one, two] = [await prepareDatabase(url), await prepareDatabase(url)];
    expect(one).toEqual(two);
    expect(one).toMatchObject({ ownerUrl: url, areRolesSeparate: true });
    for (const roleUrl of [one.appUrl, one.parseUrl, one.readUrl]) {
      const client = new pg.Client({ connectionString: roleUrl });
      await client.connect();
      expect((await client.query('SELECT count(*)::int AS rows FROM "case"')).rows).toEqual([{ rows: 0 }]);
      await client.end();
    }
  });
});

it('db:migration writes what changed in the models, and nothing when nothing did', async () => {
  const prisma = join(folder, 'prisma');
  await cp(join(checkoutFolder(), 'prisma'), prisma, { recursive: true });
  expect(await writeMigration(prisma, 'nothing', { url })).toBeNull();
  const models = await readModels(prisma);
  const cases = models.find((file) => file.path === 'models/cases.prisma')!;
  await writeFile(join(prisma, cases.path), cases.content.replace('  lessons ', '  motto String?\n  lessons '));
  const now = new Date('2030-01-02T03:04:05.678Z');
  const file = await writeMigration(prisma, 'case_motto', { url, now });
  expect(file).toBe(join(prisma, 'migrations', '20300102030405_case_motto', 'migration.sql'));
  const written = (await readMigrations(join(prisma, 'migrations'))).at(-1)!;
  expect(written.sql).toContain('ALTER TABLE "case" ADD COLUMN');
  expect(await writeMigration(prisma, 'again', { url })).toBeNull();
  await expect(writeMigration(prisma, 'Bad Name', { url })).rejects.toThrow(/Name a migration/);
});
