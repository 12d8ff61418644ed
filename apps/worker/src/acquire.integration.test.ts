import { listCustody, scopeOfRow } from '@virga/database';
import { type ImportLedger, judgeLedger } from '@virga/domain';
import { verifyChain } from '@virga/evidence-store';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runAcquisition } from './collect/run-acquisition.ts';
import { runParse } from './parse/run-parse.ts';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;
let caseId: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  caseId = (await stage.newCase()).id;
});
afterEach(() => stage.control('DELETE', '/faults'));
afterAll(() => stage.stop());

const instance = () => {
  const { id: instanceId, region } = stage.truth.compromisedInstance;
  return { instanceId, region };
};

async function chainVerdict(of: string) {
  const item = await stage.test.db.prisma.evidenceItem.findFirstOrThrow({ where: { caseId: of } });
  const scope = await scopeOfRow(stage.test.db, 'evidence', item.id);
  const entries = await listCustody(stage.test.db, scope);
  const { heads, publicKeys } = await stage.collect.store.readHeads(of);
  // The copy beside the evidence is the chain of the database, entry by entry.
  expect(await stage.collect.store.readCustody(of)).toEqual(entries);
  return { entries, heads, verdict: verifyChain(entries, { heads, publicKeys }) };
}

test('CloudTrail: from the queued row to the timeline, every delivered record once, and a second run changes nothing', async () => {
  const to = new Date();
  const from = new Date(to.getTime() - 5 * 86_400_000);
  const window = { mode: 'trail', from: from.toISOString(), to: to.toISOString() };
  const row = await stage.acquire(caseId, 'aws/cloudtrail', window);
  expect(row).toMatchObject({ state: 'done', step: 'ledger', errorCode: null });
  const items = await stage.items(caseId);
  const trail = items.find((item) => item.format === 'aws/cloudtrail')!;
  expect(trail).toMatchObject({ state: 'done', ledgerColour: 'green', ledgerReasons: [], verifyState: 'intact' });
  expect(judgeLedger(trail.ledger as unknown as ImportLedger)).toMatchObject({ balanced: true });

  const keys = new Set<string>();
  for await (const object of stage.collect.store.listObjects({ caseId, evidenceId: trail.id })) keys.add(object.name);
  const delivered = stage.truth.files.filter((file) => keys.has(file.key));
  expect(delivered.length).toBeGreaterThan(100);
  const rows = await stage.test.db.pool.query<{ uid: string; own: boolean }>(
    'SELECT uid, own FROM timeline_event WHERE case_id = $1 AND evidence_id = $2',
    [caseId, trail.id],
  );
  const staged = rows.rows.filter((one) => !one.own);
  const sum = (of: 'records' | 'repeats') => delivered.reduce((total, file) => total + file[of], 0);
  expect(trail.ledger).toMatchObject({ records: { total: sum('records'), folded: sum('repeats') } });
  expect(rows.rows.length).toBe(sum('records') - sum('repeats'));
  const seen = new Set(rows.rows.map((one) => one.uid.split('/')[0]));
  const lost = stage.truth.steps
    .filter((step) => step.accounts.includes(stage.account('production').externalAccountId))
    .flatMap((step) => step.eventIds.filter((id) => !seen.has(id)).map((id) => `${step.id} ${id}`));
  expect(lost).toEqual([]);
  const { entries, heads, verdict } = await chainVerdict(caseId);
  expect(verdict).toMatchObject({ state: 'intact', signedUpTo: entries.length });
  expect(heads.length).toBe(entries.length);
  console.log(stage.truth.trailGap);
  const words = await stage.test.db.prisma.coverageEntry.findMany({ where: { caseId, word: 'not enabled' } });
  console.log(words);
  await runAcquisition(stage.collect, row.id);
  const run = await stage.test.db.prisma.parseRun.findFirstOrThrow({ where: { evidenceId: trail.id } });
  await runParse(stage.parse, run.id);
  expect(await stage.row(row.id)).toMatchObject({ fence: row.fence, state: 'done' });
});

test('EC2 metadata: the instance as the API and its console tell it', async () => {
  const row = await stage.acquire(caseId, 'aws/ec2-metadata', instance());
  expect(row).toMatchObject({ state: 'done', errorCode: null });
  const items = (await stage.items(caseId)).filter((item) => item.acquisitionId === row.id);
  console.log(items.map((i) => [i.format, i.state, i.ledgerColour, i.ledgerReasons, i.eventCount, i.errorMessage]));
  expect(items.map((item) => item.state)).toEqual(items.map(() => 'done'));
});

test('EC2 disk: the image is the disk, the files are on the timeline, and nothing of ours is left in the account', async () => {
  const t0 = Date.now();
  const id = await stage.ask(caseId, 'aws/ec2-disk', instance());
  await stage.collectAll(id, 200000);
  console.log('collected', Date.now() - t0);
  for (const l of await stage.test.db.prisma.acquisitionLog.findMany({ where: { acquisitionId: id } })) console.log(l.at.toISOString(), l.message);
  await stage.parseAll(caseId);
  console.log('parsed', Date.now() - t0);
  const row = await stage.row(id);
  expect(row).toMatchObject({ state: 'done', errorCode: null, held: [] });
  const items = (await stage.items(caseId)).filter((item) => item.acquisitionId === row.id);
  console.log(items.map((i) => [i.title, i.format, i.state, i.ledgerColour, i.ledgerReasons, i.eventCount, i.errorMessage, i.sizeBytes, i.storedBytes]));
}, 240_000);
