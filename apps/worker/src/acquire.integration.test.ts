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
  const rows = await stage.test.db.pool.query<{ uid: string }>(
    'SELECT uid FROM timeline_event WHERE case_id = $1 AND evidence_id = $2',
    [caseId, trail.id],
  );
  const sum = (of: 'records' | 'repeats') => delivered.reduce((total, file) => total + file[of], 0);
  expect(trail.ledger).toMatchObject({ records: { total: sum('records'), folded: sum('repeats') } });
  expect(rows.rows.length).toBe(sum('records') - sum('repeats'));
  const seen = new Set(rows.rows.map((one) => one.uid.split('/')[0]));
  const lost = stage.truth.steps
    // Steps that cross accounts have events in trails that this acquisition did not ask for.
    .filter(({ accounts }) => accounts.join() === stage.account('production').externalAccountId)
    .flatMap((step) => step.eventIds.filter((id) => !seen.has(id)).map((id) => `${step.id} ${id}`));
  expect(lost).toEqual([]);
  const { entries, heads, verdict } = await chainVerdict(caseId);
  expect(verdict).toMatchObject({ state: 'intact', signedUpTo: entries.length });
  expect(heads.length).toBe(entries.length);
  const gaps = await stage.test.db.prisma.coverageEntry.findMany({ where: { caseId, word: 'not enabled' } });
  const { from: stopped, to: started } = stage.truth.trailGap;
  const micros = (iso: string) => BigInt(Date.parse(iso)) * 1000n;
  expect(gaps.map(({ region, fromMicros, toMicros }) => ({ region, fromMicros, toMicros }))).toContainEqual({
    region: stage.truth.trailGap.region,
    fromMicros: micros(stopped),
    toMicros: micros(started),
  });
  await runAcquisition(stage.collect, row.id);
  const run = await stage.test.db.prisma.parseRun.findFirstOrThrow({ where: { evidenceId: trail.id } });
  await runParse(stage.parse, run.id);
  expect(await stage.row(row.id)).toMatchObject({ fence: row.fence, state: 'done' });
}, 180_000);

test('EC2 metadata: the instance as the API and its console tell it', async () => {
  const row = await stage.acquire(caseId, 'aws/ec2-metadata', instance());
  expect(row).toMatchObject({ state: 'done', errorCode: null });
  const items = (await stage.items(caseId)).filter((item) => item.acquisitionId === row.id);
  expect(items).toMatchObject([{ state: 'done', ledgerColour: 'green', ledgerReasons: [] }]);
  expect(items[0]!.eventCount).toBeGreaterThan(10n);
});

test('EC2 disk: the image is sealed, its files are on the timeline, and nothing of ours is left in the account', async () => {
  const parameters = { ...instance(), volumeIds: [stage.truth.compromisedInstance.rootVolume] };
  const row = await stage.acquire(caseId, 'aws/ec2-disk', parameters);
  expect(row).toMatchObject({ state: 'done', errorCode: null, held: [] });
  const items = (await stage.items(caseId)).filter((item) => item.acquisitionId === row.id);
  expect(items).toMatchObject([
    { kind: 'image', state: 'done', ledgerColour: 'green', verifyState: 'intact' },
    { kind: 'pack', format: 'aws/ebs-block-list', state: 'done', ledgerColour: 'green', ledgerReasons: [] },
  ]);
  // Holes take no room: what is stored is less than the disk's size.
  expect(items[0]!.storedBytes).toBeGreaterThan(0n);
  expect(items[0]!.storedBytes).toBeLessThan(items[0]!.sizeBytes);
  const files = await stage.test.db.pool.query<{ action: string }>(
    "SELECT action FROM timeline_event WHERE case_id = $1 AND evidence_id = $2 AND target = '/root/.bash_history'",
    [caseId, items[0]!.id],
  );
  expect(files.rows.length).toBeGreaterThan(0);
  const left = await stage.snapshotsOf(row.id);
  expect(left).toEqual([]);
  expect((await chainVerdict(caseId)).verdict.state).toBe('intact');
}, 240_000);

test('the parse role may read neither secrets nor sessions', async () => {
  for (const table of ['account_secret', 'session', 'api_token'])
    await expect(stage.parse.db.pool.query(`SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
});
