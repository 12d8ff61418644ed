import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@virga/domain/ids';
import { buildWeb } from '@virga/house-rules';
import { checkoutFolder } from '@virga/runtime';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTokenText } from '../../web/src/server/tokens/token-text.ts';
import { ComposeServices } from './testing/compose-services.ts';

let services: ComposeServices;
let app: pg.Client;
beforeAll(async () => {
  services = await ComposeServices.start();
});
afterAll(async () => {
  await app?.end();
  await services?.stop();
});

const asRole = (role: string, password: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${services.postgres.port}/virga`;

async function signsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

test('setup prepares an external PostgreSQL, every role with the password that .env gave it and no other', async () => {
  expect(await services.run('setup')).toMatchObject({ applied: expect.any(Number) });
  expect(await services.run('setup')).toMatchObject({ applied: 0 });
  const { POSTGRES_PASSWORD: owner, ...values } = services.values;
  const roles = { virga_owner: 'OWNER', virga_app: 'APP', virga_parse: 'PARSE', virga_read: 'READ' };
  for (const [role, prefix] of Object.entries(roles)) {
    for (const [name, password] of Object.entries(values))
      if (name.endsWith('_DATABASE_PASSWORD'))
        expect(await signsIn(asRole(role, password)), `${role} ${name}`).toBe(name.startsWith(prefix));
    // Not even who holds the owner's password can work it out.
    const derived = createHmac('sha256', owner!).update(`virga role ${role}`).digest('base64url');
    expect(await signsIn(asRole(role, derived))).toBe(false);
  }
});

test('some passwords and not all, or two alike, are refused in a sentence', async () => {
  await expect(services.run('setup', undefined, { READ_DATABASE_PASSWORD: '' })).rejects.toThrow(/Set all of OWNER_/);
  const same = { READ_DATABASE_PASSWORD: services.values['APP_DATABASE_PASSWORD']! };
  await expect(services.run('setup', undefined, same)).rejects.toThrow(/four different passwords/);
});

test('collect and parse on PostgreSQL, Redis and S3 take a staged case to done', async () => {
  const RANGE_FILE = join(services.range.dataDir, 'range.json');
  const step = join(checkoutFolder(), 'apps/worker/src/setup/main.ts');
  const people = await services.run('first-admin', undefined, { RANGE_FILE });
  expect(people['people']).toHaveLength(3);
  await services.run('collect', [process.execPath, step, 'stage'], { RANGE_FILE });
  app = new pg.Client({ connectionString: services.environmentOf('web')['DATABASE_URL'] });
  await app.connect();
  // A sparse image goes to S3 in its whole logical size: gigabytes of zeros that show nothing more here.
  await app.query("UPDATE acquisition SET state = 'cancelled' WHERE source_id = 'aws/ec2-disk'");
  await services.up('collect', /"ready":true/);
  await services.up('parse', /"ready":true/);
  await waitUntil(async () => {
    const { rows } = await app.query<{ state: string; error_message: string }>(
      'SELECT state, error_message FROM acquisition',
    );
    const failed = rows.find((row) => row.state === 'failed');
    if (failed) throw new Error(failed.error_message);
    return rows.filter((row) => row.state === 'done').length === 2;
  });
  const { rows } = await app.query<{ events: string }>('SELECT count(*) AS events FROM timeline_event');
  expect(Number(rows[0]?.events)).toBeGreaterThan(1000);
  const { rows: schemas } = await app.query("SELECT FROM information_schema.schemata WHERE schema_name = 'bullmq'");
  expect(schemas).toEqual([]);
});

test('a file handed to the web server reaches collect by the shared volume, through Redis, into S3', async () => {
  expect(await buildWeb()).toMatchObject({ passed: true });
  await services.up('web', /Ready in/);
  const page = await fetch(`http://127.0.0.1:${services.webPort}/sign-in`);
  expect(page.status).toBe(200);
  const { rows } = await app.query<{ id: string; lead: string }>(
    `SELECT one.id, person.id AS lead FROM "case" one, "user" person WHERE person.role = 'lead'`,
  );
  const { id: caseId, lead } = rows[0]!;
  const tokenId = newId();
  const { text, secretHash } = makeTokenText(tokenId);
  await app.query(
    `INSERT INTO api_token (id, user_id, name, secret_hash, permissions, case_ids, expires_at)
     VALUES ($1, $2, 'test', $3, $4, $5, now() + interval '1 hour')`,
    [tokenId, lead, secretHash, ['evidence:read', 'evidence:upload', 'acquisition:read'], [caseId]],
  );
  const file = join(services.folder, 'one.json');
  const record = {
    eventVersion: '1.08',
    eventTime: '2026-10-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    eventID: newId(),
    eventType: 'AwsApiCall',
  };
  writeFileSync(file, JSON.stringify({ Records: [record] }));
  const args = ['import', file, '--case', caseId, '--wait'];
  const more = { VIRGA_TOKEN: text, VIRGA_SERVER: `http://127.0.0.1:${services.webPort}` };
  await services.runText('tools', args, more);
  const item = await app.query('SELECT state, event_count FROM evidence_item WHERE title = $1', ['one.json']);
  expect(item.rows).toEqual([{ state: 'done', event_count: '1' }]);
});

test('backup leaves the evidence in the bucket and says so; restored beside it, every item is found there', async () => {
  const to = join(services.folder, 'backups');
  mkdirSync(to);
  const said = await services.runText('tools', ['backup', '--to', join(to, 'one.tar')]);
  expect(said).toMatch(/The evidence itself: it stays in s3:/);
  const other = await startEmbeddedPostgres({ dataDir: join(services.folder, 'other'), port: 0 });
  try {
    const home = join(services.folder, 'home-other');
    mkdirSync(home);
    const more = { VIRGA_HOME: home, OWNER_DATABASE_URL: other.url };
    const restored = await services.runText('tools', ['restore', join(to, 'one.tar')], more);
    expect(restored).toMatch(/VC-1: custody chain of \d+ entries, intact/);
    expect(restored).toMatch(/secrets of cloud accounts cannot be opened here/);
  } finally {
    await other.stop();
  }
  chmodSync(to, 0o700);
  expect(readFileSync(join(to, 'one.tar')).length).toBeGreaterThan(10_000);
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 600_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not in ten minutes: ${services.heard()}`);
    await pause(500);
  }
}
