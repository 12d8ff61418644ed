import type { JsonValue } from '@virga/domain';
import { describe, expect, it } from 'vitest';
import { cloudTrailRules } from './cloudtrail-rules.ts';
import { detectCloudTrail } from './detect-cloudtrail.ts';

const account = '111122223333';
const user = { type: 'IAMUser', accountId: account, accessKeyId: 'AKIAEXAMPLE' };

function ids(eventName: string, requestParameters: JsonValue, more: Record<string, JsonValue> = {}): string[] {
  const record = { eventName, eventSource: 'ec2.amazonaws.com', userIdentity: user, requestParameters, ...more };
  return detectCloudTrail(record).map(({ ruleId }) => ruleId.replace('virga-aws-', ''));
}
const policy = (principal: JsonValue, action = 's3:GetObject') =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: action }] });

describe('detectCloudTrail', () => {
  it.each<[string, JsonValue, Record<string, JsonValue>, string[]]>([
    ['StopLogging', { name: 't' }, { errorCode: 'AccessDenied' }, ['trail-stopped']],
    ['CreateAccessKey', { userName: 'bob' }, {}, ['access-key-created']],
    ['AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }, {}, ['admin-granted']],
    ['AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, {}, []],
    [
      'PutUserPolicy',
      { policyDocument: '{"Statement":[{"Effect": "Allow","Action": "*","Resource":"*"}]}' },
      {},
      ['admin-granted'],
    ],
    [
      'UpdateAssumeRolePolicy',
      { policyDocument: policy({ AWS: 'arn:aws:iam::999900001111:root' }) },
      {},
      ['role-trust-changed', 'role-trust-updated'],
    ],
    [
      'UpdateAssumeRolePolicy',
      { policyDocument: policy({ AWS: `arn:aws:iam::${account}:root` }) },
      {},
      ['role-trust-updated'],
    ],
    [
      'ConsoleLogin',
      null,
      { additionalEventData: { MFAUsed: 'No' }, responseElements: { ConsoleLogin: 'Success' } },
      ['console-without-mfa'],
    ],
    [
      'ConsoleLogin',
      null,
      { additionalEventData: { MFAUsed: 'No' }, responseElements: { ConsoleLogin: 'Failure' } },
      [],
    ],
    ['DescribeInstances', null, { userIdentity: { type: 'Root' } }, ['root-used']],
    ['GetCallerIdentity', null, {}, ['caller-identity']],
    ['GetCallerIdentity', null, { userIdentity: { type: 'AssumedRole', accessKeyId: 'ASIAEXAMPLE' } }, []],
    [
      'ModifySnapshotAttribute',
      { createVolumePermission: { add: { items: [{ userId: '999900001111' }] } } },
      {},
      ['snapshot-shared'],
    ],
    [
      'ModifySnapshotAttribute',
      { createVolumePermission: { add: { items: [{ group: 'all' }] } } },
      {},
      ['snapshot-shared'],
    ],
    ['ModifySnapshotAttribute', { createVolumePermission: { add: { items: [{ userId: account }] } } }, {}, []],
    [
      'AuthorizeSecurityGroupIngress',
      { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } },
      {},
      ['world-ingress'],
    ],
    ['RunInstances', { instanceType: 'p4d.24xlarge' }, {}, ['gpu-instances']],
    ['RunInstances', { instanceType: 't3.micro' }, {}, []],
    ['PutBucketPolicy', { bucketPolicy: JSON.parse(policy('*')) as JsonValue }, {}, ['bucket-public']],
    [
      'PutBucketPolicy',
      { bucketPolicy: JSON.parse(policy({ AWS: 'arn:aws:iam::999900001111:root' })) as JsonValue },
      {},
      ['bucket-shared'],
    ],
    ['DescribeInstances', null, {}, []],
  ])('%s %j %j', (eventName, request, more, expected) => {
    expect(ids(eventName, request, more)).toEqual(expected);
  });

  it('has unique ids, known technique forms, and survives records of any shape', () => {
    expect(new Set(cloudTrailRules.map(({ ruleId }) => ruleId)).size).toBe(cloudTrailRules.length);
    for (const { techniques, ruleId } of cloudTrailRules) {
      expect(ruleId).toMatch(/^virga-aws-[a-z0-9-]+$/);
      for (const technique of techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    }
    const odd: Record<string, JsonValue>[] = [
      {},
      { eventName: 5 },
      { eventName: 'RunInstances', requestParameters: [1], userIdentity: 'x' },
    ];
    for (const record of odd) expect(detectCloudTrail(record)).toEqual([]);
  });
});
