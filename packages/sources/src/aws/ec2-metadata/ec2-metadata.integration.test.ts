import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeLedger } from '@virga/domain';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sessionPolicyFor } from '../../catalog.ts';
import { CollectRun } from '../../conformance/collect-run.ts';
import { ParseRun } from '../../conformance/parse-run.ts';
import { RangeEstate } from '../../conformance/range-estate.ts';
import { ec2MetadataCollector } from './collect.ts';
import { ec2MetadataManifest } from './manifest.ts';
import { ec2MetadataParser } from './parse.ts';

const region = 'eu-west-1';
const folders: string[] = [];
let estate: RangeEstate;
let instanceId: string;

beforeAll(async () => {
  estate = await RangeEstate.start();
  instanceId = await estate.instance('shop-web-1');
});
afterEach(() => estate.clearFaults());
afterAll(async () => {
  expect(await estate.unknownCalls()).toEqual([]);
  await estate.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Under the session policy made of the manifest: what is not declared there would be denied. */
function newRun(): CollectRun<{ instanceId: string; region: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'virga-meta-'));
  folders.push(folder);
  const session = estate.session('production', {
    sessionPolicy: (grant) => sessionPolicyFor(ec2MetadataManifest.permissions, grant),
  });
  return new CollectRun({ folder, acquisitionId: 'acq-meta', parameters: { instanceId, region }, session });
}

test('every document is sealed under the source’s own session policy, and its times stand on the timeline', async () => {
  const run = newRun();
  await run.all(ec2MetadataCollector);
  expect(run.coverage.filter((gap) => gap.word === 'denied')).toEqual([]);
  const pack = await run.evidence.openPack({ key: 'metadata' });
  const keys = pack.objects.map((object) => object.facts.key);
  expect(keys).toEqual(
    expect.arrayContaining(['instance.json', 'attribute-userData.json', 'volumes.json', 'console-output.json']),
  );
  expect(keys.some((key) => /^role\/.+\/(inline|managed)\/.+\.json$/.test(key))).toBe(true);
  const instance = JSON.parse(pack.read('instance.json').toString()) as { requestId: string; operation: string };
  expect(instance).toMatchObject({
    operation: 'DescribeInstances',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const screenshots = (await estate.calls()).filter((call) => call.operation === 'GetConsoleScreenshot');
  expect(JSON.stringify(screenshots)).not.toContain('WakeUp');
  const parsing = new ParseRun(pack, run.evidence.sealOf('metadata')!);
  const ledger = await ec2MetadataParser.parse(parsing.context);
  expect(judgeLedger(ledger)).toMatchObject({ balanced: true, colour: 'green' });
  const actions = new Set(parsing.rows.map((row) => row.action));
  expect([...actions]).toEqual(expect.arrayContaining(['LaunchTime', 'AttachTime', 'CreateTime', 'CreateDate']));
  const launch = parsing.rows.find((row) => row.action === 'LaunchTime');
  expect(launch).toMatchObject({ target: instanceId, timeMeaning: 'Started', region, source: 'aws/ec2-metadata' });
});

test('a refused document is recorded with its word and stops no other', async () => {
  await estate.fault({ kind: 'deny', service: 'ec2', operation: 'GetConsoleOutput' });
  const run = newRun();
  await run.all(ec2MetadataCollector);
  expect(run.coverage.filter((gap) => gap.word === 'denied')).toMatchObject([
    { detail: expect.stringContaining('ec2:GetConsoleOutput') },
  ]);
  const pack = await run.evidence.openPack({ key: 'metadata' });
  const keys = pack.objects.map((object) => object.facts.key);
  expect(keys).not.toContain('console-output.json');
  expect(keys).toContain('console-screenshot.json');
});

test('throttling only costs time; an instance that is gone is said to be', async () => {
  await estate.fault({ kind: 'throttle', service: 'ec2', times: 2 });
  const run = newRun();
  expect(await run.all(ec2MetadataCollector)).toEqual({ kind: 'next' });
  const gone = newRun();
  gone.context.parameters.instanceId = 'i-00000000000000000';
  await expect(gone.all(ec2MetadataCollector)).rejects.toMatchObject({ code: 'cloud.not_found' });
});
