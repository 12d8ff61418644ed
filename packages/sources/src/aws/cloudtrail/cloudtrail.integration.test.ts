import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Grant, judgeLedger } from '@virga/domain';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sessionPolicyFor } from '../../catalog.ts';
import { CollectRun } from '../../conformance/collect-run.ts';
import { ParseRun } from '../../conformance/parse-run.ts';
import { RangeEstate } from '../../conformance/range-estate.ts';
import { cloudTrailCollector } from './collect.ts';
import { type CloudTrailParameters, cloudTrailManifest } from './manifest.ts';
import { cloudTrailParser, cloudTrailValidationParser } from './parse.ts';

const dayMs = 86_400_000;
/** As the worker opens its sessions. */
const sessionPolicy = (grant: Grant) => sessionPolicyFor(cloudTrailManifest.permissions, grant);
const folders: string[] = [];
let estate: RangeEstate;
let window: { from: string; to: string };

beforeAll(async () => {
  estate = await RangeEstate.start();
  const nowMs = Date.now();
  window = { from: new Date(nowMs - 2 * dayMs).toISOString(), to: new Date(nowMs).toISOString() };
});
afterEach(() => estate.clearFaults());
afterAll(async () => {
  expect(await estate.unknownCalls()).toEqual([]);
  await estate.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newRun(given: Partial<CloudTrailParameters> = {}, folder?: string): CollectRun<CloudTrailParameters> {
  const place = folder ?? mkdtempSync(join(tmpdir(), 'virga-trail-'));
  if (!folder) folders.push(place);
  const parameters = cloudTrailManifest.parameters.parse({ ...window, ...given });
  return new CollectRun({
    folder: place,
    acquisitionId: 'acq-trail',
    parameters,
    session: estate.session('production', { sessionPolicy }),
    logArchive: estate.session('log-archive', { sessionPolicy }),
    regions: ['eu-west-1'],
  });
}

const said = (run: CollectRun<CloudTrailParameters>) => run.coverage.map(({ region, word }) => `${region} ${word}`);

async function parse(run: CollectRun<CloudTrailParameters>, key: string) {
  const pack = await run.evidence.openPack({ key });
  const seal = run.evidence.sealOf(key)!;
  const parsing = new ParseRun(pack, seal);
  const parser = key === 'validation' ? cloudTrailValidationParser : cloudTrailParser;
  return { ledger: await parser.parse(parsing.context), rows: parsing.rows };
}

test('every trail is collected as delivered, confirmed by its digests, and the ledger balances', async () => {
  const run = newRun();
  expect(await run.all(cloudTrailCollector)).toEqual({ kind: 'next' });
  const pack = await run.evidence.openPack({ key: 'trail' });
  expect(run.evidence.sealOf('trail')?.independentCount).toEqual({
    by: 'CloudTrail digest files and S3 listing with versions',
    objects: pack.objects.length,
  });
  const logs = pack.objects.filter((object) => object.facts.key.includes('/CloudTrail/'));
  expect(logs.length).toBeGreaterThan(100);
  for (const log of logs) expect(log.facts.etag).toMatch(/^[0-9a-f]{32}$/);
  expect(said(run).filter((line) => /broken|deleted|denied/.test(line))).toEqual([]);
  // The staged attacker stopped one trail for some hours: nobody may take that gap for silence.
  expect(said(run)).toContain('eu-west-1 not enabled');
  const { ledger, rows } = await parse(run, 'trail');
  expect(judgeLedger(ledger)).toMatchObject({ balanced: true, colour: 'green' });
  expect(rows.length).toBe(ledger.events);
  expect(rows.map((row) => row.action)).toContain('StopLogging');
  const proof = await parse(run, 'validation');
  expect(judgeLedger(proof.ledger)).toMatchObject({ balanced: true, colour: 'green' });
});

test('access denied in one region leaves the others collected and stands as its own word', async () => {
  await estate.fault({ kind: 'deny', service: 'cloudtrail', operation: 'DescribeTrails', region: 'us-west-2' });
  const run = newRun({ trail: 'org-trail' });
  await run.all(cloudTrailCollector);
  expect(said(run)).toContain('us-west-2 denied');
  expect(said(run)).toContain('eu-west-1 collected');
});

test('throttling only costs time; a kill between accounts and regions repeats nothing and loses nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'virga-trail-'));
  folders.push(folder);
  const first = newRun({ trail: 'org-trail' }, folder);
  await first.step((context) => cloudTrailCollector.start(context));
  await estate.fault({ kind: 'throttle', service: 's3', rate: 0.02, times: 3 });
  const stop = new AbortController();
  const cut = { ...first.context, signal: stop.signal };
  cut.checkpoint = {
    read: (key) => first.context.checkpoint.read(key),
    save: async (patch) => {
      await first.context.checkpoint.save(patch);
      if (Object.keys((patch.units ?? {}) as object).length === 3) throw new Error('killed here');
    },
  };
  await expect(cloudTrailCollector.transfer(cut)).rejects.toThrow('killed here');
  await estate.control('DELETE', '/calls');
  const second = newRun({ trail: 'org-trail' }, folder);
  await second.step((context) => cloudTrailCollector.transfer(context));
  const whole = newRun({ trail: 'org-trail' });
  await whole.all(cloudTrailCollector);
  expect(second.evidence.sealOf('trail')?.independentCount).toEqual(whole.evidence.sealOf('trail')?.independentCount);
  const keys = async (run: typeof whole) =>
    (await run.evidence.openPack({ key: 'trail' })).objects
      .map((object) => `${object.facts.key} ${object.sha256}`)
      .sort();
  expect(await keys(second)).toEqual(await keys(whole));
});

test('a line that goes dead inside a digest or a log is asked again, never taken for a broken file', async () => {
  const calm = newRun({ trail: 'org-trail' });
  await calm.all(cloudTrailCollector);
  const folder = mkdtempSync(join(tmpdir(), 'virga-trail-'));
  folders.push(folder);
  await estate.fault({ kind: 'cut', service: 's3', operation: 'GetObject', afterBytes: 200, rate: 0.02, times: 3 });
  const first = newRun({ trail: 'org-trail' }, folder);
  await first.step((context) => cloudTrailCollector.start(context));
  const cut = first.step((context) => cloudTrailCollector.transfer(context));
  await expect(cut).rejects.toMatchObject({ code: 'cloud.unreachable', retryable: true });
  await estate.clearFaults();
  const second = newRun({ trail: 'org-trail' }, folder);
  await second.step((context) => cloudTrailCollector.transfer(context));
  const seal = second.evidence.sealOf('trail');
  expect(seal?.independentCount).toEqual(calm.evidence.sealOf('trail')?.independentCount);
  expect((await second.evidence.openPack({ key: 'trail' })).objects).toHaveLength(seal!.independentCount!.objects);
});

test('event history: by key, with pages verbatim; whole only within the limit of requests', async () => {
  const run = newRun({ mode: 'lookup', lookupKey: 'EventName', lookupValue: 'StopLogging' });
  await run.all(cloudTrailCollector);
  const { ledger, rows } = await parse(run, 'lookup');
  expect(new Set(rows.map((row) => row.action))).toEqual(new Set(['StopLogging']));
  expect(judgeLedger(ledger)).toMatchObject({ balanced: true, colour: 'amber', reasons: ['no independent count'] });
  const whole = newRun({ mode: 'lookup', maxRequests: 3 });
  expect(await whole.all(cloudTrailCollector)).toMatchObject({
    kind: 'finished',
    reason: expect.stringContaining('More than the limit'),
  });
  expect(said(whole)).toEqual(['all not asked']);
});

test('what is older than the history is past retention, not empty [F10.words]', async () => {
  const from = new Date(Date.now() - 100 * dayMs).toISOString();
  const run = newRun({
    mode: 'lookup',
    lookupKey: 'EventName',
    lookupValue: 'StopLogging',
    from,
    regions: ['eu-west-1'],
  });
  await run.all(cloudTrailCollector);
  expect(said(run)).toEqual(['all past retention', 'eu-west-1 collected']);
});

// Last: what these do to the bucket stays done.
async function tampered(kind: string, region: string) {
  const where = { trailName: 'org-trail', accountId: estate.accountOf('production'), region };
  const { key } = (await estate.control('POST', '/tamper', { kind, ...where })) as { key: string };
  const from = new Date(Date.now() - 60 * dayMs).toISOString();
  const run = newRun({ trail: 'org-trail', regions: [region], from });
  await run.all(cloudTrailCollector);
  const pack = await run.evidence.openPack({ key: 'validation' });
  const document = (part: string): unknown =>
    JSON.parse(pack.read(`${part}/org-trail/${where.accountId}/${region}.json`).toString());
  return { run, key, verdicts: document('verdicts') as { key: string; state: string }[], chain: document('chain') };
}

test('an altered log is named and stands as broken beside what was collected', async () => {
  const { run, key, verdicts } = await tampered('altered-log', 'eu-west-1');
  expect(verdicts.find((verdict) => verdict.key === key)).toMatchObject({ state: 'invalid hash' });
  expect(said(run)).toEqual(expect.arrayContaining(['eu-west-1 broken', 'eu-west-1 collected']));
});

test('a log that a digest names and nobody has is missing, and turns the ledger red [F6.objects-identity]', async () => {
  const { run, key, verdicts } = await tampered('missing-log', 'us-east-1');
  expect(verdicts.find((verdict) => verdict.key === key)).toMatchObject({ state: 'missing' });
  expect(said(run)).toContain('us-east-1 deleted');
  const { ledger } = await parse(run, 'trail');
  expect(judgeLedger(ledger)).toMatchObject({ balanced: true, colour: 'red' });
  expect(ledger.objects.failed.map((failed) => failed.object)).toEqual([key]);
});

test('a missing digest is a gap in the chain with its span', async () => {
  const { run, key, chain } = await tampered('missing-digest', 'eu-central-1');
  const detail = expect.stringContaining(key);
  const finding = expect.objectContaining({ problem: 'missing digest', detail });
  expect(chain).toMatchObject({ findings: expect.arrayContaining([finding]) });
  expect(run.coverage).toContainEqual(expect.objectContaining({ word: 'broken', detail }));
});
