import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AwsSessionSettings, openAwsSession } from './aws-session.ts';
import { type CloudCall, clockOffsetMs } from './cloud-call.ts';
import { whoAmI } from './who-am-i.ts';

interface Wire {
  url: string;
  requests: { body: string; authorization: string; headers: IncomingMessage['headers'] }[];
  server: Server;
}

const accountId = '111122223333';
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/u</Arn><UserId>AIDA1</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
const assumed = (expires: string) =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAISSUED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const failure = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-2</RequestId></ErrorResponse>`;

/** Speaks just enough of STS's wire format to see what the real SDK sends. */
async function startWire(answer: (body: string) => { status?: number; xml: string }): Promise<Wire> {
  const requests: Wire['requests'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    requests.push({ body, authorization: String(request.headers.authorization), headers: request.headers });
    const { status = 200, xml } = answer(body);
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': `id-${requests.length}` }).end(xml);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
}

const wires: Wire[] = [];
const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virga-env-'));
});
afterEach(() => {
  for (const wire of wires.splice(0)) wire.server.close();
  rmSync(folder, { recursive: true });
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

async function wire(answer: Parameters<typeof startWire>[0]): Promise<Wire> {
  const made = await startWire(answer);
  wires.push(made);
  return made;
}

function settings(url: string | null, more: Partial<AwsSessionSettings> = {}): AwsSessionSettings {
  return {
    account: { externalAccountId: accountId, partition: 'aws', staged: url !== null },
    credentials: { kind: 'static', accessKeyId: 'AKIAGIVEN', secretAccessKey: 'given' },
    endpoint: url === null ? null : { url },
    sessionName: 'v-1',
    ...more,
  };
}

function hostileEnvironment(trapUrl: string): void {
  const config = join(folder, 'config');
  writeFileSync(
    config,
    `[default]\nregion = ap-south-1\nendpoint_url = ${trapUrl}\ncredential_process = /bin/false\nservices = s\n[services s]\nsts =\n  endpoint_url = ${trapUrl}\n`,
  );
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAHOSTILE',
    AWS_SECRET_ACCESS_KEY: 'hostile',
    AWS_SESSION_TOKEN: 'hostile',
    AWS_REGION: 'ap-south-1',
    AWS_PROFILE: 'hostile',
    AWS_ENDPOINT_URL: trapUrl,
    AWS_ENDPOINT_URL_STS: trapUrl,
    AWS_ENDPOINT_URL_EC2: trapUrl,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: config,
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: trapUrl,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: trapUrl,
    AWS_AUTH_SCHEME_PREFERENCE: 'noAuth',
    HTTPS_PROXY: trapUrl,
    HTTP_PROXY: trapUrl,
  });
}

test('a hostile environment changes neither endpoint nor credentials nor region [S4.explicit-credentials]', async () => {
  const trap = await wire(() => ({ xml: identity }));
  const target = await wire(() => ({ xml: identity }));
  hostileEnvironment(trap.url);
  const session = openAwsSession(settings(target.url));
  expect(await whoAmI(session, 'collect-read')).toMatchObject({ account: accountId, requestId: 'id-1' });
  expect(target.requests[0]!.authorization).toContain('Credential=AKIAGIVEN/');
  expect(target.requests[0]!.authorization).toContain('/us-east-1/sts/');
  expect(target.requests[0]!.headers['x-amz-security-token']).toBeUndefined();
  expect(trap.requests).toEqual([]);
});

test('a real account asks the provider itself, whatever the environment says', async () => {
  const trap = await wire(() => ({ xml: identity }));
  hostileEnvironment(trap.url);
  const session = openAwsSession(settings(null, { signal: AbortSignal.timeout(4_000) }));
  const failed = await session
    .ec2('eu-west-1')
    .describeRegions({})
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'AppError' });
  expect(String((failed as { detail: string }).detail)).not.toContain('127.0.0.1');
  expect(await session.ec2('eu-west-1').config.region()).toBe('eu-west-1');
  expect(trap.requests).toEqual([]);
});

test('a staged account never reaches the real cloud, a real one never the range [S4.range-and-reality]', () => {
  const staged = { externalAccountId: accountId, partition: 'aws' as const, staged: true };
  expect(() => openAwsSession(settings(null, { account: staged }))).toThrow(
    expect.objectContaining({ code: 'cloud.range_mismatch' }),
  );
  const real = { ...staged, staged: false };
  expect(() => openAwsSession(settings('http://127.0.0.1:9', { account: real }))).toThrow(
    expect.objectContaining({ code: 'cloud.range_mismatch' }),
  );
});

const role = (url: string, more: Partial<AwsSessionSettings> = {}) =>
  settings(url, {
    credentials: {
      kind: 'role',
      base: { accessKeyId: 'AKIABASE', secretAccessKey: 'b' },
      roleArns: { 'collect-read': `arn:aws:iam::${accountId}:role/R`, contain: `arn:aws:iam::${accountId}:role/C` },
      externalId: 'external-1',
    },
    ...more,
  });

test('a role is assumed once with ExternalId and session policy, and each call is reported', async () => {
  const target = await wire((body) =>
    body.includes('Action=AssumeRole')
      ? { xml: assumed(new Date(Date.now() + 3_600_000).toISOString()) }
      : { xml: identity },
  );
  const calls: CloudCall[] = [];
  const onCall = (call: CloudCall) => calls.push(call);
  const session = openAwsSession(role(target.url, { onCall, sessionPolicy: (grant) => `{"for":"${grant}"}` }));
  await Promise.all([whoAmI(session, 'collect-read'), whoAmI(session, 'collect-read')]);
  const form = new URLSearchParams(target.requests[0]!.body);
  expect(form.get('ExternalId')).toBe('external-1');
  expect(form.get('Policy')).toBe('{"for":"collect-read"}');
  expect(form.get('RoleSessionName')).toBe('v-1');
  expect(target.requests.length).toBe(3);
  expect(calls.map((call) => [call.operation, call.credentialId, call.httpStatus])).toEqual([
    ['AssumeRole', 'AKIABASE', 200],
    ['GetCallerIdentity', 'ASIAISSUED', 200],
    ['GetCallerIdentity', 'ASIAISSUED', 200],
  ]);
  expect(calls[0]!.requestId).toBe('id-1');
  expect(Math.abs(clockOffsetMs(calls[0]!)!)).toBeLessThan(1_500);
});

test('credentials close to their end are asked for again', async () => {
  const target = await wire((body) =>
    body.includes('Action=AssumeRole')
      ? { xml: assumed(new Date(Date.now() + 60_000).toISOString()) }
      : { xml: identity },
  );
  const session = openAwsSession(role(target.url));
  await whoAmI(session, 'collect-read');
  await whoAmI(session, 'collect-read');
  expect(target.requests.filter((request) => request.body.includes('Action=AssumeRole')).length).toBeGreaterThan(1);
});

test('contain is refused without an approval, and a missing role is named [S4.contain-needs-approval]', async () => {
  const session = openAwsSession(role('http://127.0.0.1:9'));
  expect(session.hasGrant('contain')).toBe(false);
  expect(() => session.ec2('eu-west-1', 'contain')).toThrow(expect.objectContaining({ code: 'action.not_approved' }));
  expect(() => session.ec2('eu-west-1', 'collect-live')).toThrow(
    expect.objectContaining({ code: 'cloud.access_denied', message: expect.stringContaining('collect-live') }),
  );
  expect(openAwsSession(role('http://127.0.0.1:9', { approvalId: 'a' })).hasGrant('contain')).toBe(true);
});

test.each([
  ['AccessDenied', 403, 'User: u is not authorized to perform: sts:GetCallerIdentity', 'cloud.access_denied', false],
  ['ExpiredToken', 403, 'The security token is expired', 'cloud.credentials_expired', false],
  ['InvalidClientTokenId', 403, 'invalid', 'cloud.credentials_invalid', false],
])('%s becomes %s', async (code, status, message, expected, retryable) => {
  const target = await wire(() => ({ status, xml: failure(code, message) }));
  const session = openAwsSession(settings(target.url));
  await expect(whoAmI(session, 'collect-read')).rejects.toMatchObject({
    code: expected,
    retryable,
    facts: { awsCode: code, action: 'sts:GetCallerIdentity' },
  });
});

test('throttling is retried, each attempt is reported, and it succeeds', async () => {
  let count = 0;
  const target = await wire(() => {
    count += 1;
    return count === 1 ? { status: 400, xml: failure('Throttling', 'Rate exceeded') } : { xml: identity };
  });
  const calls: CloudCall[] = [];
  const session = openAwsSession(settings(target.url, { onCall: (call) => calls.push(call) }));
  await whoAmI(session, 'collect-read');
  expect(calls.map((call) => [call.attempt, call.errorCode])).toEqual([
    [1, 'Throttling'],
    [2, null],
  ]);
});

test('nobody listens: unreachable and retryable; the wrong account: refused [S4.range-and-reality]', async () => {
  const target = await wire(() => ({ xml: identity.replaceAll(accountId, '999999999999') }));
  await expect(whoAmI(openAwsSession(settings(target.url)), 'collect-read')).rejects.toMatchObject({
    code: 'cloud.credentials_invalid',
  });
  const session = openAwsSession(settings('http://127.0.0.1:1'));
  await expect(whoAmI(session, 'collect-read')).rejects.toMatchObject({ code: 'cloud.unreachable', retryable: true });
});
