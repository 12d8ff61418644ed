import { createHash } from 'node:crypto';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, EXTERNAL_ID, type RangeUnderTest, startTestRange } from '../../range-under-test.ts';
import { canonicalRequest, credentialScope, signatureOf } from '../../wire/sigv4.ts';

let rig: RangeUnderTest;
beforeAll(async () => {
  rig = await startTestRange();
});
afterAll(() => rig.close());

const REGION = 'eu-west-1';

test('GetCallerIdentity of the platform and of an assumed role', async () => {
  const own = await new STSClient(rig.config(REGION)).send(new GetCallerIdentityCommand({}));
  expect(own.Arn).toBe(rig.range.summary.platform.userArn);
  const session = await rig.assume('production', EVERYTHING, { roleName: 'Everything' });
  const assumed = await new STSClient(rig.config(REGION, session)).send(new GetCallerIdentityCommand({}));
  expect(assumed.Arn).toBe(`arn:aws:sts::${rig.accountId('production')}:assumed-role/Everything/ir-test`);
  expect(assumed.Account).toBe(rig.accountId('production'));
});

test('the ExternalId of the trust policy is enforced', async () => {
  await rig.assume('production', EVERYTHING, { roleName: 'Guarded' });
  const sts = new STSClient(rig.config(REGION));
  const input = { RoleArn: `arn:aws:iam::${rig.accountId('production')}:role/Guarded`, RoleSessionName: 'x1' };
  await expect(sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(sts.send(new AssumeRoleCommand({ ...input, ExternalId: 'wrong-external-id' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('is not authorized to perform: sts:AssumeRole on resource'),
  });
  const unknown = { ...input, RoleArn: input.RoleArn.replace('Guarded', 'Absent'), ExternalId: EXTERNAL_ID };
  await expect(sts.send(new AssumeRoleCommand(unknown))).rejects.toMatchObject({ name: 'AccessDenied' });
  const tooLong = { ...input, ExternalId: EXTERNAL_ID, DurationSeconds: 43_200 };
  await expect(sts.send(new AssumeRoleCommand(tooLong))).rejects.toMatchObject({ name: 'ValidationError' });
});

test('a session policy only narrows', async () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' }],
  });
  const session = await rig.assume('production', EVERYTHING, { policy });
  const ec2 = new EC2Client(rig.config(REGION, session));
  expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length).toBeGreaterThan(0);
  await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: expect.stringContaining('because no session policy allows the ec2:DescribeInstances action'),
  });
});

test('source identity is carried on, GetSessionToken refuses sessions', async () => {
  const template = await rig.assume('production', EVERYTHING, { roleName: 'Carrier' });
  expect(template.sessionToken).toBeTruthy();
  const sts = new STSClient(rig.config(REGION, template));
  await expect(sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  const own = await new STSClient(rig.config(REGION)).send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  expect(own.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
});

test('wrong secret, unknown key, tampered token, clock 20 minutes off, expired token', async () => {
  const good = rig.config(REGION);
  const identity = (config: object) =>
    new STSClient({ ...good, ...config, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
  const { credentials } = good;
  await expect(identity({ credentials: { ...credentials, secretAccessKey: 'wrong' } })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expect(
    identity({ credentials: { ...credentials, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' } }),
  ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await expect(identity({ systemClockOffset: -20 * 60_000 })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringContaining('expired'),
  });
  const session = await rig.assume('production', EVERYTHING);
  await expect(
    identity({ credentials: { ...session, sessionToken: `${session.sessionToken}x` } }),
  ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await rig.control('POST', '/faults', { kind: 'expire-tokens', accountId: rig.accountId('production') });
  await expect(identity({ credentials: session })).rejects.toMatchObject({ name: 'ExpiredToken' });
  await expect(
    new EC2Client({ ...good, credentials: session, maxAttempts: 1 }).send(new DescribeVpcsCommand({})),
  ).rejects.toMatchObject({ name: 'RequestExpired' });
  await new Promise((done) => setTimeout(done, 1100)); // tokens are stamped in whole seconds
  const fresh = await rig.assume('production', EVERYTHING);
  expect((await identity({ credentials: fresh })).Account).toBe(rig.accountId('production'));
  await rig.control('DELETE', '/faults');
});

test('control endpoints need the token; unknown operations and services are noted', async () => {
  const refused = await fetch(`${rig.range.summary.controlUrl}/calls`);
  expect(refused.status).toBe(401);
  const session = await rig.assume('production', EVERYTHING);
  const body = 'Action=RunInstances&Version=2016-11-15';
  const url = new URL(rig.range.summary.url);
  const amzDate = `${new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const claim = {
    accessKeyId: session.accessKeyId,
    date: amzDate.slice(0, 8),
    region: REGION,
    service: 'ec2',
    signedHeaders: ['host', 'x-amz-date', 'x-amz-security-token'],
    signature: '',
    amzDate,
  };
  const headers = { host: url.host, 'x-amz-date': amzDate, 'x-amz-security-token': session.sessionToken ?? '' };
  const payloadHash = createHash('sha256').update(body).digest('hex');
  const canonical = canonicalRequest({
    method: 'POST',
    rawPath: '/',
    query: new URLSearchParams(),
    headers,
    signedHeaders: claim.signedHeaders,
    payloadHash,
    isS3: false,
  });
  const signature = signatureOf(session.secretAccessKey, claim, canonical);
  const authorization = `AWS4-HMAC-SHA256 Credential=${claim.accessKeyId}/${credentialScope(claim)}, SignedHeaders=${claim.signedHeaders.join(';')}, Signature=${signature}`;
  const response = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<Code>InvalidAction</Code>');
  const unknown = await rig.control('GET', '/unknown');
  expect(unknown.json.unknown).toMatchObject([{ service: 'ec2', operation: 'RunInstances' }]);
});
