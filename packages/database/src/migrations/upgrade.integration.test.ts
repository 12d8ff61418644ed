import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { listTables } from '../backup/list-tables.ts';
import { applyMigrations, migrationsFolder, readMigrations } from './index.ts';

/** Upgrades are tried from each of the states before the last so many migrations. */
const tried = 3;
const made: string[] = [];
afterAll(async () => {
  for (const name of made)
    await connected(testServerUrl(), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
});

async function connected<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return use(client).finally(() => client.end());
}

async function emptyDatabase(name: string): Promise<string> {
  const sql = `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`;
  await connected(testServerUrl(), (client) => client.query(sql));
  made.push(name);
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.toString();
}

type Row = Record<string, unknown>;

interface Column {
  column_name: string;
  udt_name: string;
  character_maximum_length: number | null;
}

/** Something of each type that every check of ours lets through; `index` keeps rows apart. */
function sampleOf({ udt_name: type, character_maximum_length: length }: Column, index: number): unknown {
  const values: Record<string, unknown> = {
    uuid: randomUUID(),
    text: `text ${index}`,
    varchar: `v${index}`,
    bpchar: String(index).repeat(length ?? 1),
    bool: true,
    timestamptz: '2026-11-22T12:00:00.123Z',
    jsonb: { index, deep: ['a', { b: 9007199254740991 }] },
    bytea: `\\x00ff0${index}`,
    _text: ['a', `ü "quoted" ${index}`],
    _uuid: [randomUUID()],
  };
  if (type in values) return values[type];
  if (/^(int|float|numeric)/.test(type)) return index;
  throw new Error(`the filler does not know the type ${type}`);
}

/** What triggers and checks ask of a row. */
const asked: Record<string, Row> = {
  custody_entry: { number: 1, previous_hash: '0'.repeat(64) },
  evaporation_clock: { ends: 'at' },
};
/**
 * Migrations that demand an empty table, with the reason. Anything else that cannot take rows is a fault: an upgrade would
 * stop at a customer's.
 */
const neverHeld: Record<string, { until: string; because: string }> = {
  custody_anchor: { until: '20261122205817_anchor_root', because: 'nothing wrote anchors before that migration' },
};

/** Two rows in every table, each referring to the row of the same index in the others. */
async function fillEveryTable(client: pg.Client, state: string): Promise<Map<string, Row[]>> {
  const filled = new Map<string, Row[]>();
  for (const { name } of await listTables(client)) {
    if (state < (neverHeld[name]?.until ?? '')) continue;
    const { rows: columns } = await client.query<Column>(
      `SELECT column_name, udt_name, character_maximum_length FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1`,
      [name],
    );
    const { rows: references } = await client.query<{ target: string; own: string[]; other: string[] }>(
      `SELECT confrelid::regclass::text AS target,
         (SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY key (number, place)
            JOIN pg_attribute ON attrelid = conrelid AND attnum = key.number) AS own,
         (SELECT array_agg(attname::text ORDER BY place) FROM unnest(confkey) WITH ORDINALITY key (number, place)
            JOIN pg_attribute ON attrelid = confrelid AND attnum = key.number) AS other
       FROM pg_constraint WHERE contype = 'f' AND conrelid = $1::regclass`,
      [`"${name}"`],
    );
    const rows: Row[] = [];
    for (const index of [1, 2]) {
      const row: Row = Object.fromEntries(columns.map((column) => [column.column_name, sampleOf(column, index)]));
      for (const { target, own, other } of references) {
        const source = target.replaceAll('"', '') === name ? row : filled.get(target.replaceAll('"', ''))![index - 1]!;
        for (const [at, column] of own.entries()) row[column] = source[other[at]!];
      }
      Object.assign(row, asked[name]);
      const { rows: inserted } = await client.query<{ row: Row }>(
        `INSERT INTO "${name}" SELECT * FROM jsonb_populate_record(NULL::"${name}", $1) RETURNING to_jsonb("${name}".*) AS row`,
        [JSON.stringify(row)],
      );
      rows.push(inserted[0]!.row);
    }
    filled.set(name, rows);
  }
  return filled;
}

async function readEveryTable(client: pg.Client, names: Iterable<string>): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const name of names) {
    const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb("${name}".*) AS row FROM "${name}"`);
    found.set(
      name,
      rows.map((one) => one.row),
    );
  }
  return found;
}

const names = (await readMigrations()).map((migration) => migration.name);

describe('upgrade with data in every table', () => {
  const states = names
    .slice(0, -1)
    .map((state, index) => ({ state, next: names[index + 1]! }))
    .slice(-tried);

  it.each(states)('from $state (the state before $next): every row and column is as it was', async ({ state }) => {
    const url = await emptyDatabase(`virga_upgrade_${process.pid}_${made.length}`);
    await applyMigrations(url, migrationsFolder(), state);
    const tables = await connected(url, (client) => fillEveryTable(client, state));
    expect(tables.size).toBeGreaterThan(30);
    // The numbering of live events happens at commit: what counts is what stands there before the upgrade.
    const before = await connected(url, (client) => readEveryTable(client, tables.keys()));
    const applied = await applyMigrations(url);
    expect(applied).toEqual(names.slice(names.indexOf(state) + 1));
    const after = await connected(url, (client) => readEveryTable(client, tables.keys()));
    for (const [table, rows] of before) {
      expect(rows, table).toHaveLength(2);
      // New columns may have come; each old one must be there with its value.
      expect(after.get(table), table).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row))));
      expect(after.get(table), table).toHaveLength(2);
    }
  });

  it('a database of a newer version is named in a sentence, and nothing is changed', async () => {
    const url = await emptyDatabase(`virga_upgrade_${process.pid}_newer`);
    await applyMigrations(url);
    const older = await mkdtemp(join(tmpdir(), 'virga-older-'));
    await cp(migrationsFolder(), older, { recursive: true });
    await rm(join(older, names.at(-1)!), { recursive: true });
    await expect(applyMigrations(url, older)).rejects.toThrow(
      /^The database has migration \S+, which this version of Virga does not have: a newer version was here\. Start that version, or restore the backup/,
    );
    await rm(older, { recursive: true });
    const count = await connected(url, (client) => client.query('SELECT FROM _prisma_migrations'));
    expect(count.rowCount).toBe(names.length);
  });
});
