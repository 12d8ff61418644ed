import type { TimelineEvent } from '@virga/domain';
import { describe, expect, it } from 'vitest';
import { aRecord, parseText } from './test-records.ts';

async function eventOf(members: Record<string, unknown>): Promise<TimelineEvent> {
  const { events, ledger } = await parseText(JSON.stringify(aRecord(1, members)));
  expect(ledger.rejectedSpans).toEqual([]);
  return events[0]!.event;
}

const role = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:i-0abc',
  arn: 'arn:aws:sts::111122223333:assumed-role/web/i-0abc',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/web', userName: 'web' },
    sourceIdentity: 'alice',
    attributes: { creationDate: '2026-10-01T11:00:00Z', mfaAuthenticated: 'false' },
  },
};

describe('who: every type of userIdentity', () => {
  const account = '111122223333';
  const cases: [Record<string, unknown>, Partial<TimelineEvent>][] = [
    [role, { actor: role.arn, actorType: 'AssumedRole', credential: 'ASIAEXAMPLE', session: 'i-0abc' }],
    [
      { type: 'Root', accountId: account, principalId: account },
      { actor: `arn:aws:iam::${account}:root`, actorAccount: account },
    ],
    [
      { type: 'FederatedUser', arn: `arn:aws:sts::${account}:federated-user/bob`, accountId: account },
      { actorType: 'FederatedUser', session: 'bob' },
    ],
    [
      { type: 'AWSAccount', principalId: 'AIDAX', accountId: '999900001111' },
      { actor: 'AIDAX', actorAccount: '999900001111' },
    ],
    [
      { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      { actor: 'ec2.amazonaws.com', actorType: 'AWSService' },
    ],
    [
      {
        type: 'WebIdentityUser',
        principalId: 'accounts.google.com:aud:sub',
        userName: 'sub',
        identityProvider: 'accounts.google.com',
      },
      { actor: 'sub', actorType: 'WebIdentityUser' },
    ],
    [
      { type: 'SAMLUser', principalId: 'saml:ann', userName: 'ann' },
      { actor: 'ann', actorType: 'SAMLUser' },
    ],
    [
      { type: 'IdentityCenterUser', accountId: account, onBehalfOf: { userId: 'u-1' }, credentialId: 'c-1' },
      { actor: 'u-1', credential: 'c-1' },
    ],
    [
      { type: 'Unknown', principalId: 'p' },
      { actor: 'p', actorType: 'Unknown' },
    ],
  ];
  it.each(cases)('%j', async (userIdentity, expected) => {
    expect(await eventOf({ userIdentity })).toMatchObject(expected);
  });

  it('keeps issuer, source identity and second factor, and survives an identity of the wrong type', async () => {
    const { attributes } = await eventOf({ userIdentity: role });
    expect(attributes.identity).toMatchObject({
      issuer: 'arn:aws:iam::111122223333:role/web',
      sourceIdentity: 'alice',
      mfaAuthenticated: 'false',
    });
    expect((await eventOf({ userIdentity: 'alice' })).attributes.userIdentity).toBe('alice');
  });
});

describe('outcome', () => {
  it.each([
    [{ errorCode: 'AccessDenied' }, 'denied'],
    [{ errorCode: 'AccessDeniedException' }, 'denied'],
    [{ errorCode: 'Client.UnauthorizedOperation' }, 'denied'],
    [{ errorCode: 'NoSuchEntityException' }, 'failure'],
    [
      {
        errorMessage: 'Failed authentication',
        eventName: 'ConsoleLogin',
        responseElements: { ConsoleLogin: 'Failure' },
      },
      'failure',
    ],
    [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } }, 'success'],
    [{ eventSource: 'ec2.amazonaws.com', eventName: 'CreateSnapshot' }, 'started'],
    [{}, 'success'],
  ])('%j is %s', async (members, outcome) => {
    expect((await eventOf(members)).outcome).toBe(outcome);
  });

  it('says of a dry run that it was allowed and not done', async () => {
    const event = await eventOf({ errorCode: 'Client.DryRunOperation', eventName: 'RunInstances' });
    expect(event).toMatchObject({ outcome: 'success', errorCode: 'Client.DryRunOperation' });
    expect(event.attributes.dryRun).toBe('allowed, not done');
    expect(event.message).toContain('nothing was done');
  });
});

describe('what and where', () => {
  it('never takes a service name for an address', async () => {
    const event = await eventOf({ sourceIPAddress: 'ec2.amazonaws.com' });
    expect(event).toMatchObject({
      sourceIp: null,
      host: 'ec2.amazonaws.com',
      attributes: { sourceService: 'ec2.amazonaws.com' },
    });
    expect((await eventOf({ sourceIPAddress: 'AWS Internal' })).host).toBeNull();
    expect((await eventOf({ sourceIPAddress: '2001:db8::1' })).sourceIp).toBe('2001:db8::1');
  });

  it('finds targets in resources, parameters and answers', async () => {
    const object = await eventOf({
      eventName: 'GetObject',
      requestParameters: { bucketName: 'logs', key: 'a/b.gz' },
      resources: [{ ARN: 'arn:aws:s3:::logs', type: 'AWS::S3::Bucket' }],
      additionalEventData: { bytesTransferredOut: 791.0, bytesTransferredIn: 0 },
    });
    expect(object).toMatchObject({ target: 'arn:aws:s3:::logs/a/b.gz', bytesOut: 791n, bytesIn: 0n });
    expect(object.targets).toEqual(['arn:aws:s3:::logs/a/b.gz', 'arn:aws:s3:::logs']);
    const stop = await eventOf({
      requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    });
    expect(stop.targets).toEqual(['i-1', 'i-2']);
    const key = await eventOf({
      requestParameters: { userName: 'bob' },
      responseElements: { accessKey: { accessKeyId: 'AKIANEW' } },
    });
    expect(key.targets).toEqual(['bob', 'AKIANEW']);
    expect(key.attributes.issuedCredential).toBe('AKIANEW');
  });

  it('makes one whole row of a record', async () => {
    const event = await eventOf({ sharedEventID: 'shared-1', errorCode: 'AccessDenied', errorMessage: 'no' });
    expect(event).toMatchObject({
      timeMicros: 1790856000000000n,
      timePrecision: 'second',
      timeRaw: '2026-10-01T12:00:00Z',
      provider: 'aws',
      account: '111122223333',
      region: 'us-east-1',
      service: 'iam.amazonaws.com',
      uid: 'event-1/111122223333',
      correlation: ['req-1', 'shared-1'],
      message: 'alice tried to create the user bob-1 from 198.51.100.7 and was denied (AccessDenied)',
      severity: 'info',
      own: false,
      parser: 'aws/cloudtrail@1',
      record: { evidenceId: 'evidence', object: 'file.json', offset: 0 },
    });
    expect(event.id).toMatch(/^[0-9a-f]{32}$/);
    expect(event.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.values(event)).not.toContain('');
  });

  it('takes the record out of what others wrap around it', async () => {
    const record = aRecord(1);
    const text = JSON.stringify(record);
    const wraps = [
      { CloudTrailEvent: text },
      { message: text },
      { detail: record },
      { aws: { cloudtrail: record } },
      text,
    ];
    const plain = await parseText(text);
    for (const wrap of wraps) {
      const { events } = await parseText(JSON.stringify(wrap));
      expect(events[0]!.event.contentHash).toBe(plain.events[0]!.event.contentHash);
      expect(events[0]!.event.attributes.parse).toHaveProperty('wrapper');
    }
  });
});
