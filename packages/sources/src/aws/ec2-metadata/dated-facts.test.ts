import { expect, test } from 'vitest';
import { datedFacts } from './dated-facts.ts';
import { factEvent } from './fact-event.ts';

const place = {
  evidenceId: 'e',
  object: 'volumes.json',
  length: 10,
  account: '111122223333',
  region: 'eu-west-1',
  service: 'ec2',
  operation: 'DescribeVolumes',
};

test('dated members become facts with the nearest name as target', () => {
  const facts = datedFacts('DescribeVolumes', {
    Volumes: [
      {
        VolumeId: 'vol-1',
        CreateTime: '2026-11-03T18:30:08.239Z',
        Attachments: [{ AttachTime: '2026-11-03T18:30:09.000Z', InstanceId: 'i-1', VolumeId: 'vol-1' }],
        Tags: [{ Key: 'Created', Value: '2020-01-01T00:00:00Z' }],
      },
    ],
  });
  expect(facts.map(({ member, target, path }) => [member, target, path])).toEqual([
    ['CreateTime', 'vol-1', '/Volumes/0/CreateTime'],
    ['AttachTime', 'vol-1', '/Volumes/0/Attachments/0/AttachTime'],
  ]);
  const row = factEvent(facts[0]!, place, 'aws/ec2-metadata@1')!;
  expect(row.event).toMatchObject({
    timeMicros: 1793730608239000n,
    timePrecision: 'millisecond',
    timeMeaning: 'Created',
    target: 'vol-1',
    record: { object: 'volumes.json', offset: 0, length: 10 },
  });
  expect(factEvent(facts[0]!, place, 'p')!.event.id).toBe(row.event.id);
});

test('only console lines with a time of their own are dated; seconds since boot are not guessed', () => {
  const text = [
    '[    0.000000] Linux version 6.1',
    '[    6.204417] cloud-init[1811]: Cloud-init v. 22.2.2 running init at Tue, 03 Nov 2026 18:31:10 +0000. Up 6.15 seconds.',
    '2026-11-03T18:31:12.5+00:00 ip-10-0-0-1 sshd[1]: started',
    'shop-web-1 login: ',
  ].join('\r\n');
  const facts = datedFacts('GetConsoleOutput', { InstanceId: 'i-1', Output: Buffer.from(text).toString('base64') });
  expect(facts.map(({ time, target }) => [time, target])).toEqual([
    ['2026-11-03T18:31:10Z', 'i-1'],
    ['2026-11-03T18:31:12.5+00:00', 'i-1'],
  ]);
});

test('a time that cannot be read makes no row', () => {
  const [fact] = datedFacts('DescribeInstances', { LaunchTime: 'yesterday', InstanceId: 'i-1' });
  expect(factEvent(fact!, place, 'p')).toBeNull();
});
