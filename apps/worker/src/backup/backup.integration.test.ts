import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@virga/database';
import { type EvidenceStore, openEvidenceStore } from '@virga/evidence-store';
import { verifyPath } from '@virga/evidence-store/verify';
import { openSecret, readKeyring } from '@virga/runtime/secrets';
import { testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StagedWorker } from '../testing/staged-worker.ts';
import { restoreBackup } from './restore-backup.ts';
import { type BackupSummary, writeBackup } from './write-backup.ts';

let stage: StagedWorker;
let caseId: string;
let underWay: string;
let folder: string;
let made: BackupSummary;
const databases: string[] = [];
const said: string[] = [];
const say = (line: string) => void said.push(line);

beforeAll(async () => {
  stage = await StagedWorker.start();
  folder = await mkdtemp(join(tmpdir(), 'virga-backup-'));
  caseId = (await stage.newCase()).id;
  const to = new Date();
  const from = new Date(to.getTime() - 2 * 86_400_000);
  const { id: instanceId, region } = stage.truth.compromisedInstance;
  await stage.acquire(caseId, 'aws/ec2-metadata', { instanceId, region });
  await stage.acquire(caseId, 'aws/cloudtrail', { mode: 'trail', from: from.toISOString(), to: to.toISOString() });
  underWay = await stage.ask(caseId, 'aws/ec2-metadata', { instanceId, region });
  const { prisma } = stage.test.db;
  await prisma.acquisition.update({
    where: { id: underWay },
    data: { state: 'waiting', phase: 'poll', checkpoint: { 'set x': 'kept', 'writer x': { mode: 'pack' }, own: 1 } },
  });
  const order = { resourceId: 'snap-0', reason: 'costs too much', requestedById: stage.lead.id };
  await prisma.heldRemoval.create({ data: { id: crypto.randomUUID(), caseId, acquisitionId: underWay, ...order } });
  made = await backUp('one.tar');
});
afterAll(async () => {
  for (const name of databases) await asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await rm(folder, { recursive: true, force: true });
  await stage.stop();
});

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function backUp(name: string): Promise<BackupSummary> {
  const { home, collect, test } = stage;
  return writeBackup({ ownerUrl: test.urls.ownerUrl, home, store: collect.store, to: join(folder, name), say });
}

interface Place {
  home: string;
  store: EvidenceStore;
  databaseName: string;
}

async function emptyPlace(name: string): Promise<Place> {
  const home = join(folder, name);
  await mkdir(home);
  const databaseName = `virga_restored_${process.pid}_${name}`;
  databases.push(databaseName);
  return { home, databaseName, store: await openEvidenceStore(join(home, 'evidence')) };
}

function restoreTo({ home, store, databaseName }: Place, from: string) {
  return restoreBackup({ from, home, store, ownerUrl: testServerUrl(), prepare: { databaseName }, say });
}

async function inDatabase<Result>(place: Place, use: (db: Database) => Promise<Result>): Promise<Result> {
  const url = new URL(stage.test.urls.appUrl);
  url.pathname = `/${place.databaseName}`;
  const db = openDatabase(url.toString(), { role: 'test', max: 2 });
  return use(db).finally(() => db.close());
}

/** One digest for each table: number of rows and a hash over all of them, in an order of their own. */
async function digests(db: Database): Promise<Map<string, string>> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await db.pool.query<{ count: string; hash: string }>(
      `SELECT count(*), md5(coalesce(string_agg(md5(row::text), '' ORDER BY md5(row::text)), '')) AS hash FROM "${name}" row`,
    );
    found.set(name, `${rows[0]?.count} ${rows[0]?.hash}`);
  }
  return found;
}

test('restored elsewhere from one file: rows, evidence, timeline and custody chain are the same', async () => {
  const place = await emptyPlace('elsewhere');
  const before = await digests(stage.test.db);
  const summary = await restoreTo(place, join(folder, 'one.tar'));
  expect(summary).toMatchObject({ items: made.items, rows: made.rows, cases: made.cases, interrupted: 2 });
  expect(made.items).toBeGreaterThan(1);
  expect(made.cases).toMatchObject([{ caseId, verdict: 'intact' }]);

  const after = await inDatabase(place, digests);
  // Who was signed in and what browsers were told is not part of a backup; the restore wrote one audit row, one failure.
  const differs = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
  expect(differs.sort()).toEqual(['acquisition', 'audit_entry', 'held_removal', 'live_event']);
  for (const name of ['timeline_event', 'custody_entry', 'custody_head', 'evidence_item', 'account_secret']) {
    expect(Number(before.get(name)?.split(' ')[0]), name).toBeGreaterThan(0);
    expect(after.get(name), name).toBe(before.get(name));
  }
  expect(await verifyPath(join(place.home, 'evidence'), {})).toMatchObject({ verdict: 'intact' });
  const head = await inDatabase(place, (db) =>
    db.prisma.case.create({ data: { id: crypto.randomUUID(), title: 'next', createdById: stage.lead.id } }),
  );
  // Sequences went on where they stood.
  expect(head.number).toBeGreaterThan(made.cases[0]!.number);
});

test('what was under way is stopped and can be started again from its first step', async () => {
  const place = { home: join(folder, 'elsewhere'), databaseName: databases[0]! } as Place;
  const row = await inDatabase(place, (db) => db.prisma.acquisition.findUniqueOrThrow({ where: { id: underWay } }));
  expect(row).toMatchObject({ state: 'failed', phase: 'start', step: 'prepare', checkpoint: { 'set x': 'kept' } });
  expect(row.errorMessage).toContain('stopped by its restore');
  // What a lead had ordered to delete in the cloud is not deleted because somebody restored a backup.
  const orders = await inDatabase(place, (db) => db.prisma.heldRemoval.findMany());
  expect(orders).toMatchObject([{ state: 'failed', resourceId: 'snap-0' }]);
});

test('keys are in no backup, and without them no secret opens; with the old keys folder they do [S4.key-file]', async () => {
  const tar = await readFile(join(folder, 'one.tar'));
  const keyring = await readKeyring(join(stage.home, 'keys'));
  for (const key of keyring!.keys) expect(tar.includes(key.privateKey)).toBe(false);
  const signing = await readFile(join(stage.home, 'keys', 'custody-ed25519.pem'), 'utf8');
  expect(tar.includes(signing.split('\n')[1]!)).toBe(false);
  expect(made.notInside[0]).toMatch(/^The keys: the keyring that opens the 8 sealed secrets/);

  const place = await emptyPlace('without');
  expect((await restoreTo(place, join(folder, 'one.tar'))).secrets).toEqual({ count: 8, openable: false });
  const row = await inDatabase(place, (db) => db.prisma.accountSecret.findFirstOrThrow());
  const strange = { ...keyring!, keys: [{ ...keyring!.keys[0]!, keyId: '0'.repeat(16) }] };
  const binding = { accountId: row.cloudAccountId, field: row.field };
  await expect(openSecret(strange, binding, row.sealed)).rejects.toThrow(/cannot be opened/);

  const keyed = await emptyPlace('keyed');
  await cp(join(stage.home, 'keys'), join(keyed.home, 'keys'), { recursive: true });
  expect((await restoreTo(keyed, join(folder, 'one.tar'))).secrets).toEqual({ count: 8, openable: true });
  const opened = await openSecret((await readKeyring(join(keyed.home, 'keys')))!, binding, row.sealed);
  expect(opened.length).toBeGreaterThan(10);
});

test('over data, twice, from a damaged or unfinished backup: refused, and the place stays empty', async () => {
  await backUp('folder');
  const taken = { ...(await emptyPlace('taken')), databaseName: databases[0]! };
  await expect(restoreTo(taken, join(folder, 'folder'))).rejects.toThrow(/holds data already.*nothing was changed/);
  const place = await emptyPlace('refused');
  await writeFile(join(place.home, 'server.json'), '{}');
  await expect(restoreTo(place, join(folder, 'folder'))).rejects.toThrow(/server.json is there already/);
  await rm(join(place.home, 'server.json'));

  const manifest = JSON.parse(await readFile(join(folder, 'folder', 'manifest.json'), 'utf8')) as {
    files: { path: string; bytes: number }[];
  };
  const pack = manifest.files.find((file) => file.path.endsWith('.tar') && file.bytes > 1000)!;
  const bytes = await readFile(join(folder, 'folder', pack.path));
  const flipped = Buffer.from(bytes);
  flipped[500] = flipped[500]! ^ 1;
  await writeFile(join(folder, 'folder', pack.path), flipped);
  await expect(restoreTo(place, join(folder, 'folder'))).rejects.toThrow(`${pack.path} does not have its hash`);
  await rm(join(folder, 'folder', pack.path));
  await expect(restoreTo(place, join(folder, 'folder'))).rejects.toThrow(`${pack.path} is missing`);
  await cp(join(folder, 'one.tar'), join(folder, 'cut.tar'));
  await truncate(join(folder, 'cut.tar'), 40_960);
  await expect(restoreTo(place, join(folder, 'cut.tar'))).rejects.toThrow(/cannot be read to its end/);
  expect(await readdir(place.home)).toEqual(['evidence']);
  expect(await readdir(join(place.home, 'evidence'))).toEqual([]);

  await writeFile(join(folder, 'folder', pack.path), bytes);
  expect(await restoreTo(place, join(folder, 'folder'))).toMatchObject({ items: made.items });
});

test('a backup overwrites nothing and leaves nothing behind when it fails', async () => {
  await expect(backUp('one.tar')).rejects.toThrow(/exists already/);
  const { home, collect } = stage;
  const ownerUrl = 'postgresql://nobody:nothing@127.0.0.1:1/none';
  await expect(writeBackup({ ownerUrl, home, store: collect.store, to: join(folder, 'x.tar'), say })).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.startsWith('.') || name.startsWith('x'))).toEqual([]);
});
