import { newId } from '@virga/domain/ids';
import { type TestDatabase, testDatabase } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let test: TestDatabase;
const clients: Record<string, pg.Client> = {};

beforeAll(async () => {
  test = await testDatabase();
  const { ownerUrl, appUrl, parseUrl, readUrl } = test.urls;
  for (const [role, url] of Object.entries({ owner: ownerUrl, app: appUrl, parse: parseUrl, read: readUrl })) {
    clients[role] = new pg.Client({ connectionString: url });
    await clients[role].connect();
  }
  const caseId = newId();
  const row = [caseId, 1, '{}', 'a'.repeat(64), '0'.repeat(64)];
  const app = clients.app!;
  await app.query('INSERT INTO "case" (id, title, created_by_id) VALUES ($1, $2, $3)', [caseId, 'Roles', newId()]);
  await app.query('INSERT INTO audit_entry (action, outcome) VALUES ($1, $2)', ['test', 'allowed']);
  await app.query(
    'INSERT INTO custody_entry (case_id, number, entry, entry_hash, previous_hash) VALUES ($1, $2, $3, $4, $5)',
    row,
  );
  await app.query(
    `INSERT INTO custody_head (id, case_id, number, entry_hash, key_fingerprint, signature, signed_at)
     VALUES ($1, $2, 1, $3, 'k', 's', 't')`,
    [newId(), caseId, 'a'.repeat(64)],
  );
});

afterAll(async () => {
  for (const client of Object.values(clients)) await client.end();
  await test.drop();
});

const appendOnly = ['audit_entry', 'custody_entry', 'custody_head'];
const column = { audit_entry: 'action', custody_entry: 'entry', custody_head: 'signature' } as Record<string, string>;

describe.each(['app', 'parse', 'read'])('role %s', (role) => {
  it.each(appendOnly)('cannot change %s [S3.database-roles]', async (table) => {
    const client = clients[role]!;
    const attempts = [
      `UPDATE ${table} SET ${column[table]} = 'changed'`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
      `ALTER TABLE ${table} DISABLE TRIGGER ${table}_append_only`,
      `DROP TRIGGER ${table}_append_only ON ${table}`,
      `DROP TABLE ${table} CASCADE`,
      `CREATE OR REPLACE FUNCTION virga_refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'`,
      'SET session_replication_role = replica',
      'SET ROLE virga_owner',
    ];
    for (const sql of attempts) await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot create objects, read the migrations table or another role', async () => {
    const client = clients[role]!;
    for (const sql of [
      'CREATE TABLE public.mine (id int)',
      'SELECT * FROM _prisma_migrations',
      'CREATE ROLE mine',
      'SELECT rolpassword FROM pg_authid',
      "COPY (SELECT 1) TO PROGRAM 'true'",
      "SELECT pg_read_file('/etc/passwd')",
    ])
      await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  });
});

describe.each(['parse', 'read'])('role %s', (role) => {
  it.each(['account_secret', 'session', 'api_token', 'sign_in_failure', '"user"'])('cannot read %s', async (table) => {
    await expect(clients[role]!.query(`SELECT * FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  });
});

it('role read can write nothing', async () => {
  const client = clients.read!;
  const { rows } = await client.query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.role_table_grants
     WHERE grantee = 'virga_read' AND privilege_type <> 'SELECT'`,
  );
  expect(rows).toEqual([]);
});

it('even the owner meets the triggers [S3.database-roles]', async () => {
  for (const table of appendOnly)
    for (const sql of [
      `UPDATE ${table} SET ${column[table]} = 'changed'`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ])
      await expect(clients.owner!.query(sql), sql).rejects.toThrow(/append only/);
});

it('the database itself refuses a gap or a fork in a custody chain [F2.gapless-chain]', async () => {
  const app = clients.app!;
  const { rows } = await app.query<{ case_id: string }>('SELECT case_id FROM custody_entry');
  const insert = (number: number, previous: string) =>
    app.query(
      'INSERT INTO custody_entry (case_id, number, entry, entry_hash, previous_hash) VALUES ($1, $2, $3, $4, $5)',
      [rows[0]!.case_id, number, '{}', 'b'.repeat(64), previous],
    );
  await expect(insert(3, 'a'.repeat(64))).rejects.toThrow(/does not follow/);
  await expect(insert(2, 'c'.repeat(64))).rejects.toThrow(/does not name the hash/);
  await insert(2, 'a'.repeat(64));
});
