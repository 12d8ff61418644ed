import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { AppError } from '@virga/domain';
import { afterEach, expect, test } from 'vitest';
import { checkDestination, type EgressRule } from './egress-rule.ts';
import { guardedAgents } from './guarded-agent.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { isProviderHost } from './provider-hosts.ts';
import { isPublicAddress } from './public-address.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const real: EgressRule = { provider: 'aws', endpoint: null };

test.each([
  ['ec2.eu-west-1.amazonaws.com', true],
  ['bucket.s3.cn-north-1.amazonaws.com.cn', true],
  ['ec2.eu-west-1.api.aws', true],
  ['EC2.EU-WEST-1.AMAZONAWS.COM.', true],
  ['amazonaws.com', false],
  ['amazonaws.com.evil.example', false],
  ['evilamazonaws.com', false],
  ['ec2.amazonaws.com@evil.example', false],
  ['169.254.169.254', false],
])('provider host %s: %s', (host, allowed) => {
  expect(isProviderHost('aws', host)).toBe(allowed);
});

test.each([
  ['52.95.110.1', true],
  ['2600:1f00::1', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:169.254.169.254', false],
  ['::ffff:a9fe:a9fe', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['not an address', false],
])('address %s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test('a provider is reached over TLS on port 443 only', () => {
  const host = 'ec2.eu-west-1.amazonaws.com';
  expect(() => checkDestination(real, { protocol: 'https:', host, port: 443 })).not.toThrow();
  expect(() => checkDestination(real, { protocol: 'http:', host, port: 80 })).toThrow(AppError);
  expect(() => checkDestination(real, { protocol: 'https:', host, port: 8443 })).toThrow(AppError);
});

test('a configured endpoint allows itself and nothing else', () => {
  const rule: EgressRule = { provider: 'aws', endpoint: { url: 'http://127.0.0.1:4500' } };
  expect(() => checkDestination(rule, { protocol: 'http:', host: '127.0.0.1', port: 4500 })).not.toThrow();
  for (const destination of [
    { protocol: 'http:', host: '127.0.0.1', port: 4501 },
    { protocol: 'https:', host: '127.0.0.1', port: 4500 },
    { protocol: 'https:', host: 'ec2.eu-west-1.amazonaws.com', port: 443 },
    { protocol: 'http:', host: '169.254.169.254', port: 80 },
  ])
    expect(() => checkDestination(rule, destination)).toThrow(
      expect.objectContaining({ code: 'cloud.egress_refused' }),
    );
});

test('a provider name that resolves to an inner address is refused at connect [S4.egress-address]', async () => {
  const answers = [
    { address: '52.95.110.1', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ];
  const resolve = ((_host: string, _options: object, done: (error: null, answer: object[]) => void) =>
    done(null, answers)) as unknown as Parameters<typeof guardedLookup>[0];
  const failure = await new Promise((done) =>
    guardedLookup(resolve)('ec2.eu-west-1.amazonaws.com', { all: true }, (error) => done(error)),
  );
  expect(failure).toMatchObject({ code: 'cloud.egress_refused', message: expect.stringContaining('169.254.169.254') });
});

test('the agent opens no socket to a destination the rule does not allow [S4.egress-address]', async () => {
  let connections = 0;
  const trap = createTcpServer(() => {
    connections += 1;
  });
  await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done));
  const { port } = trap.address() as AddressInfo;
  const { request } = await import('node:http');
  const { httpAgent } = guardedAgents({ provider: 'aws', endpoint: { url: 'http://127.0.0.1:1' } }, { maxSockets: 1 });
  const failure = await new Promise((done) => {
    request({ host: '127.0.0.1', port, agent: httpAgent }).on('error', done).end();
  });
  trap.close();
  expect(failure).toMatchObject({ code: 'cloud.egress_refused' });
  expect(connections).toBe(0);
});

test('a redirect is handed back, never followed [S4.egress-redirects]', async () => {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { request } = await import('node:http');
  const { httpAgent } = guardedAgents({ provider: 'aws', endpoint: { url } }, { maxSockets: 1 });
  const status = await new Promise((done) => {
    request(url, { agent: httpAgent }, (answer) => done(answer.resume().statusCode)).end();
  });
  httpAgent.destroy();
  expect(status).toBe(302);
  expect(hits).toBe(1);
});
