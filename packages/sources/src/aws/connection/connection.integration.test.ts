import type { CloudCall } from '@virga/cloud/aws';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { manifests, platformNeeds, sessionPolicyFor } from '../../catalog.ts';
import { RangeEstate } from '../../conformance/range-estate.ts';
import { collectInventory } from '../inventory/collect-inventory.ts';
import type { OwnedNeed } from './simulated-needs.ts';
import { testConnection } from './test-connection.ts';

const signal = new AbortController().signal;
const options = { registeredRegions: ['eu-west-1'], signal };
const needs: OwnedNeed[] = [
  ...platformNeeds.map((need) => ({ ownerId: 'platform', need })),
  ...manifests.flatMap((manifest) => manifest.permissions.map((need) => ({ ownerId: manifest.id, need }))),
];
let estate: RangeEstate;

beforeAll(async () => {
  estate = await RangeEstate.start();
});
afterEach(() => estate.clearFaults());
afterAll(async () => {
  expect(await estate.unknownCalls()).toEqual([]);
  await estate.stop();
});

test('our own template grants what every source asks for; identity, regions and members are shown', async () => {
  const report = await testConnection(estate.session('management'), needs, options);
  expect(report.missing).toEqual([]);
  expect(report.undetermined.map((verdict) => verdict.action)).toEqual([
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Decrypt',
  ]);
  expect(report.method).toEqual({ 'collect-read': 'simulated', 'collect-write': 'simulated' });
  expect(report.identities[0]?.identity?.arn).toContain('assumed-role/VirgaCollectRead/v-1');
  expect(report.regions.every((region) => region.state === 'reachable')).toBe(true);
  expect(report.organization.members.map((member) => member.accountId)).toContain(estate.accountOf('production'));
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('what the role lacks is named by source, action and grant', async () => {
  const wanted = { ownerId: 'x/y', need: { action: 'ec2:RunInstances', grant: 'collect-write' as const, why: 'test' } };
  const live = { ownerId: 'x/y', need: { action: 'ssm:SendCommand', grant: 'collect-live' as const, why: 'test' } };
  const report = await testConnection(estate.session(), [...needs, wanted, live], options);
  expect(report.missing).toEqual([
    { sourceId: 'x/y', action: 'ec2:RunInstances', grant: 'collect-write', why: 'test' },
    { sourceId: 'x/y', action: 'ssm:SendCommand', grant: 'collect-live', why: 'test' },
  ]);
  expect(report.identities.find((entry) => entry.grant === 'collect-live')).toMatchObject({
    identity: null,
    problem: expect.stringContaining('no role for collect-live'),
  });
});

test('where simulation is refused, harmless reads are tried and the rest is undetermined, never called missing', async () => {
  await estate.fault({ kind: 'deny', service: 'iam', operation: 'SimulatePrincipalPolicy' });
  await estate.fault({ kind: 'deny', service: 'ec2', operation: 'DescribeVolumes' });
  const report = await testConnection(estate.session(), needs, options);
  expect(report.method).toEqual({ 'collect-read': 'probed', 'collect-write': 'probed' });
  expect(new Set(report.missing.map((verdict) => verdict.action))).toEqual(new Set(['ec2:DescribeVolumes']));
  const actions = report.undetermined.map((verdict) => verdict.action);
  expect(actions).toContain('ec2:CreateSnapshots');
  expect(actions).not.toContain('ec2:DescribeInstances');
});

test('the inventory lists what lives under its own session policy; a region that refuses is a word of its own', async () => {
  await estate.fault({ kind: 'deny', service: 'ec2', operation: 'DescribeInstances', region: 'us-west-2' });
  const calls: CloudCall[] = [];
  const session = estate.session('production', {
    sessionPolicy: (grant) => sessionPolicyFor(platformNeeds, grant),
    onCall: (call) => calls.push(call),
  });
  const { entries, coverage } = await collectInventory(session, options);
  const denied = coverage.filter((corner) => corner.word === 'denied');
  expect(denied).toMatchObject([{ region: 'us-west-2', kind: 'instance' }]);
  const kinds = new Set(entries.map((entry) => entry.kind));
  expect([...kinds].sort()).toEqual([
    'bucket',
    'instance',
    'key',
    'region',
    'role',
    'snapshot',
    'trail',
    'user',
    'volume',
  ]);
  expect(entries.find((entry) => entry.name === 'shop-web-1')).toMatchObject({ kind: 'instance', region: 'eu-west-1' });
  // Our own footprint: each answered call has its request id, credential and the provider's clock.
  for (const call of calls)
    expect(call).toMatchObject({
      requestId: expect.any(String),
      credentialId: expect.any(String),
      providerDate: expect.any(String),
    });
});
