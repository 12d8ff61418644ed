import { expect, test } from 'vitest';
import { missingBySource, readConnectionReport, statementToCopy } from './connection-report.ts';

const need = (sourceId: string, action: string) => ({ sourceId, action, grant: 'collect-read', why: 'because' });

test('missing permissions are grouped, each action once, most first', () => {
  const groups = missingBySource([
    need('aws/ec2-disk', 'ebs:ListSnapshotBlocks'),
    need('aws/cloudtrail', 's3:GetObject'),
    need('aws/cloudtrail', 's3:GetObject'),
    need('aws/cloudtrail', 'cloudtrail:DescribeTrails'),
  ]);
  expect(groups.map((group) => [group.sourceId, group.actions.map((one) => one.action)])).toEqual([
    ['aws/cloudtrail', ['cloudtrail:DescribeTrails', 's3:GetObject']],
    ['aws/ec2-disk', ['ebs:ListSnapshotBlocks']],
  ]);
});

test('the statement to paste holds each action once', () => {
  const [group] = missingBySource([need('a', 's3:GetObject'), need('a', 'ec2:DescribeVpcs')]);
  expect(JSON.parse(statementToCopy(group!.actions))).toEqual({
    Effect: 'Allow',
    Action: ['ec2:DescribeVpcs', 's3:GetObject'],
    Resource: '*',
  });
});

test('a result of another form is no report', () => {
  expect(readConnectionReport(null)).toBeNull();
  expect(readConnectionReport({ identities: 'all' })).toBeNull();
});
