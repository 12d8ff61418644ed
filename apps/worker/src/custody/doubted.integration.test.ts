import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askVerification, listAnchors, readAnchorFailure, scopeOfRow } from '@virga/database';
import type { CustodyEntry } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { readCertificates } from '@virga/evidence-store';
import { verifyPath } from '@virga/evidence-store/verify';
import {
  aCase,
  anEvidenceItem,
  aUser,
  startAuthority,
  type TestAuthority,
  type TestDatabase,
  testDatabase,
} from '@virga/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordCustody } from '../collect/custody.ts';
import { openCollectParts } from '../open-parts.ts';
import type { CollectParts } from '../parts.ts';
import { anchorHeads } from '../sweeps/anchor-heads.ts';
import { signHeads } from '../sweeps/sign-heads.ts';
import { nightOf, verifyStored } from '../sweeps/verify-stored.ts';
import { runVerification } from './run-verification.ts';

const chunkBytes = 4 * 1024 * 1024;
let database: TestDatabase;
let authority: TestAuthority;
let home: string;
let parts: CollectParts;
let caseId: string;
let evidenceId: string;
let userId: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'virga-doubted-'));
  [database, authority] = await Promise.all([testDatabase(), startAuthority()]);
  const environment = {
    VIRGA_HOME: home,
    DATABASE_URL: database.urls.appUrl,
    EVIDENCE_STORE: join(home, 'evidence'),
    EVIDENCE_STORE_REGION: 'us-east-1',
    VIRGA_TSA_URL: authority.url,
    VIRGA_TSA_CA: authority.rootFile,
    VIRGA_TSA_TIMEOUT_MS: 300,
  };
  parts = await openCollectParts(environment, new AbortController().signal);
});
afterAll(async () => {
  await parts.jobs.close();
  await parts.db.close();
  await authority.stop();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

beforeEach(async () => {
  authority.mood = 'good';
  const lead = await aUser(database.db, { role: 'lead' });
  userId = lead.id;
  caseId = (await aCase(database.db, { members: [lead] })).id;
  evidenceId = await sealed(caseId);
});

/** An image of three chunks, sealed with its custody entry as the collector leaves it. */
async function sealed(inCase: string): Promise<string> {
  const id = newId();
  const writer = await parts.store.createItem({
    caseId: inCase,
    evidenceId: id,
    mode: 'image',
    sizeBytes: 2 * chunkBytes + 1000,
  });
  await writer.writeAt(chunkBytes + 5, randomBytes(5000));
  const { manifest, manifestSha256 } = await writer.seal({});
  const at = new Date(Date.now() - 3 * 86_400_000);
  const facts = { sealedAt: at, readBackAt: at, verifiedAt: at, verifyState: 'intact', kind: 'image', state: 'done' };
  await anEvidenceItem(database.db, inCase, { id, ...facts, sha256: manifest.sha256, manifestSha256 });
  const scope = await scopeOfRow(parts.db, 'case', inCase);
  const custody = await parts.db.prisma.$transaction((tx) =>
    recordCustody(parts, tx, scope, {
      what: 'evidence sealed',
      actor: { userId: null, name: 'collect worker', cloudIdentity: null },
      evidenceId: id,
      hash: manifestSha256,
    }),
  );
  await custody.publish();
  return id;
}

const imagePath = () => join(home, 'evidence', caseId, evidenceId, 'image.raw');

function flip(at: number): void {
  const bytes = readFileSync(imagePath());
  bytes[at]! ^= 1;
  rmSync(imagePath());
  writeFileSync(imagePath(), bytes);
}

/** The night's sweep and the jobs that it started. */
async function night(now = new Date()): Promise<void> {
  await verifyStored(parts, now);
  const open = await parts.db.prisma.evidenceVerification.findMany({ where: { state: 'queued' } });
  for (const { id } of open) await runVerification(parts, id);
}

async function nights(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await night();
}

const item = () => parts.db.prisma.evidenceItem.findUniqueOrThrow({ where: { id: evidenceId } });
const readings = () =>
  parts.db.prisma.evidenceVerification.findMany({ where: { caseId, evidenceId }, orderBy: { id: 'asc' } });
const entries = async () =>
  (await parts.db.prisma.custodyRow.findMany({ where: { caseId }, orderBy: { number: 'asc' } })).map(
    (row) => JSON.parse(row.entry) as CustodyEntry,
  );

test('[F2.nightly] one flipped byte is found in the night and red on the case; a repaired one stays in the history', async () => {
  flip(chunkBytes + 7);
  await nights(6);
  expect(await item()).toMatchObject({ verifyState: 'broken' });
  const [found] = await readings();
  expect(found).toMatchObject({ state: 'done', verdict: 'broken', requestedById: null });
  expect(found!.problems).toEqual([
    expect.objectContaining({ file: 'image.raw', offset: chunkBytes, length: chunkBytes }),
  ]);
  expect(found!.sentence).toContain('chunk 2 of 3');
  expect((await entries()).at(-1)).toMatchObject({ what: 'evidence verification failed', evidenceId });
  const audit = await parts.db.prisma.auditRow.findMany({ where: { caseId, outcome: 'failed' } });
  expect(audit.map((row) => [row.action, row.targetId])).toEqual([['evidence verification failed', evidenceId]]);
  const live = await parts.db.prisma.liveEvent.findMany({ where: { caseId, kind: 'case' } });
  expect(live.map((row) => row.payload)).toContainEqual({ broken: evidenceId });

  flip(chunkBytes + 7);
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  const asked = await askVerification(parts.db, scope, { evidenceId, requestedById: userId });
  await runVerification(parts, asked.id);
  expect(await item()).toMatchObject({ verifyState: 'intact' });
  expect((await readings()).map((row) => row.verdict)).toEqual(['broken', 'intact']);
  expect((await entries()).slice(-2).map((entry) => entry.what)).toEqual([
    'evidence verification failed',
    'evidence verified',
  ]);
  expect((await verifyPath(join(home, 'evidence', caseId))).verdict).toBe('intact');
});

test('[F2.nightly] a manifest made to fit the changed bytes, and a vanished item, are found by the custody entry', async () => {
  const manifestPath = join(home, 'evidence', caseId, evidenceId, 'manifest.json');
  const text = readFileSync(manifestPath, 'utf8');
  rmSync(manifestPath);
  writeFileSync(manifestPath, text.replace('"tool"', '"tool" '));
  await nights(6);
  expect((await readings()).at(-1)).toMatchObject({
    verdict: 'broken',
    sentence: expect.stringContaining('of the custody chain vouches for'),
  });
  rmSync(join(home, 'evidence', caseId, evidenceId), { recursive: true });
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  const { id } = await askVerification(parts.db, scope, { evidenceId, requestedById: userId });
  await runVerification(parts, id);
  expect((await readings()).at(-1)).toMatchObject({
    verdict: 'broken',
    sentence: expect.stringContaining('manifest.json is missing'),
  });
});

test('[F2.nightly] oldest reading first, each once a night, and no more than the budget', async () => {
  const younger = await sealed(caseId);
  await parts.db.prisma.evidenceItem.update({
    where: { id: younger },
    data: { verifiedAt: new Date(Date.now() - 2 * 86_400_000) },
  });
  const spent = { ...parts, verification: { hour: 2, gibPerNight: 0 } };
  await verifyStored(spent);
  expect(await parts.db.prisma.evidenceVerification.count({ where: { caseId } })).toBe(0);
  await nights(8);
  const rows = await parts.db.prisma.evidenceVerification.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
  expect(rows.map((row) => [row.evidenceId, row.state, row.verdict])).toEqual([
    [null, 'done', 'intact'],
    [evidenceId, 'done', 'intact'],
    [younger, 'done', 'intact'],
  ]);
  // Nothing was found, so the chain did not grow: a row says that it was read.
  expect((await entries()).map((entry) => entry.what)).toEqual(['evidence sealed', 'evidence sealed']);
  expect(nightOf(new Date('2026-11-22T01:59:00Z'), 2).toISOString()).toBe('2026-11-21T02:00:00.000Z');
  expect(nightOf(new Date('2026-11-22T02:00:00Z'), 2).toISOString()).toBe('2026-11-22T02:00:00.000Z');
});

test('[F2.chain-recomputed] the chain of the database is read against the heads and the copy beside the evidence', async () => {
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  const check = async () => {
    const { id } = await askVerification(parts.db, scope, { evidenceId: null, requestedById: userId });
    await runVerification(parts, id);
    return parts.db.prisma.evidenceVerification.findUniqueOrThrow({ where: { id } });
  };
  expect(await check()).toMatchObject({ verdict: 'intact' });
  // What only the owner of the database can do: the triggers are his.
  const owner = await ownerOf();
  await owner.query('ALTER TABLE custody_entry DISABLE TRIGGER custody_entry_append_only');
  await owner.query(
    `UPDATE custody_entry SET entry = replace(entry, 'collect worker', 'somebody else') WHERE case_id = $1`,
    [caseId],
  );
  await owner.query('ALTER TABLE custody_entry ENABLE ALWAYS TRIGGER custody_entry_append_only');
  await owner.end();
  const found = await check();
  expect(found).toMatchObject({ verdict: 'broken', sentence: expect.stringContaining('altered at entry 1') });
});

async function ownerOf() {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: database.urls.ownerUrl });
  await client.connect();
  return client;
}

test('[F2.timestamp] the newest head is stamped; an authority that is away delays no seal and is asked again', async () => {
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  authority.mood = 'slow';
  const started = Date.now();
  await sealed(caseId);
  expect(Date.now() - started).toBeLessThan(1000);
  await anchorHeads(parts);
  expect(await readAnchorFailure(parts.db, scope)).toMatchObject({
    attempts: 1,
    error: expect.stringContaining('no whole answer within 0.3 s'),
  });
  expect(await listAnchors(parts.db, scope)).toEqual([]);
  const asked = authority.asked;
  authority.mood = 'good';
  await anchorHeads(parts);
  expect(authority.asked - asked).toBe(0);
  await parts.db.prisma.anchorAttempt.update({ where: { caseId }, data: { nextAt: new Date() } });
  await anchorHeads(parts);
  const [anchor] = await listAnchors(parts.db, scope);
  expect(anchor).toMatchObject({ number: 2, authority: 'CN=Test authority', policy: '1.2.3.4.1' });
  expect(await readAnchorFailure(parts.db, scope)).toBeNull();
  expect(await parts.store.readAnchors(caseId)).toMatchObject([{ number: 2, headHash: anchor!.headHash }]);
  await anchorHeads(parts);
  expect(await listAnchors(parts.db, scope)).toHaveLength(1);
  const verdict = await verifyPath(join(home, 'evidence', caseId), {
    timeStampRoots: readFileSync(authority.rootFile, 'utf8'),
  });
  expect([verdict.verdict, verdict.cases[0]!.anchors.map(({ ok }) => ok)]).toEqual(['intact', [true]]);
});

test('[F2.timestamp] an answer that is not believed is not kept, and the reason is', async () => {
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  authority.mood = 'wrong nonce';
  await anchorHeads(parts);
  expect(await readAnchorFailure(parts.db, scope)).toMatchObject({ error: expect.stringContaining('nonce') });
  authority.mood = 'good';
  const foreign = readCertificates(readFileSync(authority.foreignRootFile, 'utf8'));
  const distrusting = { ...parts, authority: { ...parts.authority!, trusted: foreign } };
  await parts.db.prisma.anchorAttempt.update({ where: { caseId }, data: { nextAt: new Date() } });
  await anchorHeads(distrusting);
  expect(await readAnchorFailure(parts.db, scope)).toMatchObject({
    attempts: 2,
    error: expect.stringContaining('does not lead to an authority that is trusted here'),
  });
  expect(await listAnchors(parts.db, scope)).toEqual([]);
});

test('[F2.signed-heads] entries of the web app get their signed head from the sweep, beside the evidence as well', async () => {
  const { appendCustody } = await import('@virga/database');
  const { buildCustodyEntry } = await import('@virga/evidence-store');
  const scope = await scopeOfRow(parts.db, 'case', caseId);
  await appendCustody(parts.db, scope, (previous) =>
    buildCustodyEntry(previous, {
      caseId,
      what: 'action approved',
      actor: { userId, name: 'A lead', cloudIdentity: null },
      when: { ours: new Date().toISOString(), provider: null, offsetMs: null },
      evidenceId: null,
      hash: 'ab'.repeat(32),
      hashedAt: null,
      requestIds: [],
      tool: 'virga test',
      details: {},
    }),
  );
  await signHeads(parts);
  const { heads } = await parts.store.readHeads(caseId);
  expect(heads.map((head) => head.number)).toEqual([1, 2]);
  expect((await parts.store.readCustody(caseId)).map((entry) => entry.what)).toEqual([
    'evidence sealed',
    'action approved',
  ]);
});
