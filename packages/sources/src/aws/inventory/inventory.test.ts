import type { SourceManifest } from '@virga/source-kit';
import { expect, test } from 'vitest';
import { findManifest } from '../../catalog.ts';
import { type EvaporationFacts, evaporation } from './evaporation.ts';
import { type EventRow, goneFromEvents, type LiveResource } from './gone-from-events.ts';

const instance = 'i-0123456789abcdef0';
const volume = 'vol-0123456789abcdef0';
const row = (action: string, targets: string[], timeMicros: bigint, more: Partial<EventRow> = {}): EventRow => ({
  action,
  target: targets[0] ?? null,
  targets,
  timeMicros,
  region: 'eu-west-1',
  account: '111122223333',
  outcome: 'success',
  attributes: {},
  ...more,
});
const all = new Set(['instance', 'volume', 'snapshot', 'user', 'role', 'key', 'bucket', 'trail'] as const);
const live: LiveResource[] = [
  { kind: 'snapshot', resourceId: 'snap-0123456789abcdef0', name: 's', attributes: { volumeId: volume } },
  { kind: 'instance', resourceId: 'i-0aaaaaaaaaaaaaaaa', name: 'web', attributes: {} },
];

test('a terminated instance is gone since its end, and the snapshot of its volume survives', () => {
  const rows = [
    row('RunInstances', [instance], 10n),
    row('AttachVolume', [instance, volume], 20n),
    row('TerminateInstances', [instance], 30n),
    row('StopInstances', ['i-0aaaaaaaaaaaaaaaa'], 40n),
  ];
  const found = goneFromEvents(rows, live, all).find((resource) => resource.kind === 'instance');
  expect(found).toEqual({
    kind: 'instance',
    resourceId: instance,
    name: instance,
    region: 'eu-west-1',
    account: '111122223333',
    firstSeenMicros: 10n,
    lastSeenMicros: 30n,
    goneAtMicros: 30n,
    survives: [
      { kind: 'snapshot', id: 'snap-0123456789abcdef0', detail: `Snapshot of ${volume}.` },
      { kind: 'log rows', id: instance, detail: '3 rows name it.' },
    ],
  });
});

test('a user that was created and is not there any more is gone, also when nobody saw it go', () => {
  const create = row('CreateUser', [], 5n, { attributes: { requestParameters: { userName: 'backdoor' } } });
  expect(goneFromEvents([create], live, all)).toMatchObject([
    { kind: 'user', resourceId: 'backdoor', region: 'global', goneAtMicros: null },
  ]);
  const remove = row('DeleteUser', [], 9n, { attributes: { requestParameters: { userName: 'backdoor' } } });
  expect(goneFromEvents([create, remove], live, all)).toMatchObject([{ goneAtMicros: 9n }]);
});

test('denied calls make nothing, live resources are not gone, and what could not be listed is not gone either', () => {
  const denied = row('RunInstances', [instance], 1n, { outcome: 'denied' });
  expect(goneFromEvents([denied], live, all)).toEqual([]);
  expect(goneFromEvents([row('StartInstances', ['i-0aaaaaaaaaaaaaaaa'], 1n)], live, all)).toEqual([]);
  expect(goneFromEvents([row('RunInstances', [instance], 1n)], live, new Set(['user'] as const))).toEqual([]);
});

const day = 86_400_000_000n;
const facts: EvaporationFacts = { nowMicros: 1000n * day, incidentMicros: 990n * day };
const of = (id: string): SourceManifest => findManifest(id)!;
const machine = {
  state: 'running',
  isSpot: false,
  scalingGroup: null,
  hasInstanceStore: false,
  deleteOnTermination: true,
};

test('without a trail the event history runs out 90 days after the incident', () => {
  const clock = evaporation(of('aws/cloudtrail'), 'account', { ...facts, hasTrail: false });
  expect(clock).toMatchObject({ ends: 'at', goneAtMicros: 1080n * day, basis: expect.stringContaining('90 days') });
});

test('a bucket’s lifecycle rule ends the files; without a rule they stay', () => {
  const ruled = evaporation(of('aws/cloudtrail'), 'account', { ...facts, hasTrail: true, bucketExpiryDays: 30 });
  expect(ruled.goneAtMicros).toBe(1020n * day);
  expect(
    evaporation(of('aws/cloudtrail'), 'account', { ...facts, hasTrail: true, bucketExpiryDays: null }).goneAtMicros,
  ).toBeNull();
});

test('a scaling group or a spot market may end a machine now, and its disks with it', () => {
  const grouped = evaporation(of('aws/ec2-disk'), instance, {
    ...facts,
    instance: { ...machine, scalingGroup: 'web' },
  });
  expect(grouped).toMatchObject({
    ends: 'any time',
    goneAtMicros: null,
    volatility: 2,
    basis: expect.stringContaining('scaling group web'),
  });
  const spot = evaporation(of('aws/ec2-metadata'), instance, { ...facts, instance: { ...machine, isSpot: true } });
  expect(spot).toMatchObject({ ends: 'any time', volatility: 2, basis: expect.stringMatching(/spot.*64 KB/i) });
  const kept = { ...machine, scalingGroup: 'web', deleteOnTermination: false };
  expect(evaporation(of('aws/ec2-disk'), instance, { ...facts, instance: kept }).ends).toBe('none');
});

test('an ordinary machine has no clock, a terminated one has about an hour', () => {
  expect(evaporation(of('aws/ec2-disk'), instance, { ...facts, instance: machine }).ends).toBe('none');
  const ended = { ...machine, state: 'terminated' };
  expect(evaporation(of('aws/ec2-metadata'), instance, { ...facts, instance: ended })).toMatchObject({
    goneAtMicros: facts.nowMicros + 3_600_000_000n,
    volatility: 1,
  });
  const store = { ...machine, hasInstanceStore: true };
  expect(evaporation(of('aws/ec2-disk'), instance, { ...facts, instance: store }).basis).toContain(
    'Instance store is lost',
  );
});
