import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import pg from 'pg';
import { callApi, stagedCaseId } from '../page/api.ts';
import { type Canaries, canariesIn, canariesInDatabase, canariesInFiles } from '../page/find-canaries.ts';
import { expect, test } from '../page/fixtures.ts';
import { signInAs, signInWith } from '../page/sign-in.ts';
import { totpCode } from '../page/totp-code.ts';
import { productFacts } from '../product/facts.ts';

const marker = (name: string) => `CANARY${name}${randomBytes(18).toString('hex')}`;

interface Registered {
  id: string;
}

/** Every secret that the installation made itself, or was told at its start. */
async function ownSecrets(page: Page): Promise<Canaries> {
  const { home, people, password } = productFacts();
  const keyring = JSON.parse(readFileSync(join(home, 'keys/keyring.json'), 'utf8')) as {
    keys: { privateKey: string }[];
  };
  const range = JSON.parse(readFileSync(join(home, 'range/range.json'), 'utf8')) as {
    platform: { secretAccessKey: string };
    controlToken: string;
  };
  const pem = readFileSync(join(home, 'keys/custody-ed25519.pem'), 'utf8').split('\n')[1]!;
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres') });
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name.includes('session'))?.value;
  return {
    'session secret': readFileSync(join(home, 'keys/session-secret'), 'utf8').trim(),
    'private sealing key': keyring.keys[0]!.privateKey,
    'custody signing key': pem,
    'password of the database owner': decodeURIComponent(new URL(server.url).password),
    'password of a person': password,
    'first password of a person': people.lead.password,
    'platform key of the range': range.platform.secretAccessKey,
    'control token of the range': range.controlToken,
    ...(session ? { 'session cookie': session } : {}),
  };
}

/** An account with long-lived keys, whose test fails at the cloud: the way of an error message with a key in its hands. */
async function accountWithMarkers(page: Page, canaries: Canaries): Promise<string> {
  const { home } = productFacts();
  const secrets = {
    accessKeyId: 'AKIACANARY0000000001',
    secretAccessKey: marker('KEY'),
    sessionToken: marker('SESSION'),
  };
  canaries['secret access key of an account'] = secrets.secretAccessKey;
  canaries['session token of an account'] = secrets.sessionToken;
  const { id } = await callApi<Registered>(page, 'POST', '/accounts', {
    ...{ provider: 'aws', name: 'Keys with markers', externalAccountId: '210987654321', kind: 'single' },
    ...{ credentialKind: 'static', regions: ['eu-west-1'], secrets },
  });
  // Only the server may call an account staged and give it the range's endpoint.
  const settingsFile = join(home, 'server.json');
  const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as { endpoints: Record<string, object> };
  settings.endpoints[id] = Object.values(settings.endpoints)[0]!;
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres') });
  const url = new URL(server.url);
  url.pathname = '/virga';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  await client.query('UPDATE cloud_account SET staged = true WHERE id = $1', [id]);
  await client.end();
  const started = await callApi<Registered>(page, 'POST', `/accounts/${id}/tests`, {});
  await expect(async () => {
    const { state } = await callApi<{ state: string }>(page, 'GET', `/accounts/${id}/tests/${started.id}`);
    expect(['done', 'failed']).toContain(state);
  }).toPass({ timeout: 60_000 });
  return id;
}

/** A person of his own, so that nobody else is asked for codes; the secret and the recovery codes are in force. */
async function secondFactor(admin: Page, page: Page): Promise<Canaries> {
  const email = `canary-${randomBytes(4).toString('hex')}@virga.local`;
  const made = await callApi<{ oneTimePassword: string }>(admin, 'POST', '/users', {
    email,
    name: 'Canary',
    role: 'analyst',
  });
  const password = marker('PASSWORD');
  await signInWith(page, email, [made.oneTimePassword], password);
  const { secret } = await callApi<{ secret: string }>(page, 'POST', '/session/second-factor', {});
  const { recoveryCodes } = await callApi<{ recoveryCodes: string[] }>(page, 'POST', '/session/second-factor/confirm', {
    secret,
    code: totpCode(secret),
  });
  return {
    'TOTP secret': secret,
    'recovery code': recoveryCodes[0]!,
    'one-time password': made.oneTimePassword,
    'password of a new person': password,
  };
}

/** Everything the API says about a case and the platform, exports and report files included. */
async function answers(page: Page, admin: Page, caseId: string, accountId: string): Promise<[string, string][]> {
  const of = `/api/v1/cases/${caseId}`;
  const reports = await callApi<{ items: { id: string; files?: unknown[] }[] }>(
    page,
    'GET',
    `/cases/${caseId}/reports`,
  );
  const { items } = await callApi<{ items: { id: string; sizeBytes: string; sealedAt: string | null }[] }>(
    page,
    'GET',
    `/cases/${caseId}/evidence`,
  );
  // Images of disks would be gigabytes of the customer's bytes; their manifests are read below, as files of the store.
  const small = items.filter(({ sizeBytes, sealedAt }) => sealedAt && Number(sizeBytes) < 64 * 1024 ** 2);
  const bag = `/bag?evidenceIds=${small.map(({ id }) => id).join(',')}`;
  const mine = [
    ...['', '/overview', '/acquisitions', '/evidence', '/custody', '/actions', '/reports', '/notes', '/accounts'],
    ...[bag, '/timeline/export?format=csv&includeOwn=true', '/timeline/export?format=jsonl&includeOwn=true'],
    ...reports.items.flatMap(({ id }) => ['html', 'markdown', 'pdf'].map((format) => `/reports/${id}/files/${format}`)),
  ].map((path) => [page, `${of}${path}`] as const);
  const platform = ['/settings', '/accounts', `/accounts/${accountId}`, '/audit', '/users', '/tokens'].map(
    (path) => [admin, `/api/v1${path}`] as const,
  );
  const all: [string, string][] = [];
  for (const [by, path] of [...mine, ...platform]) {
    const response = await by.request.get(path);
    all.push([`${response.status()} ${path}`, (await response.body()).toString('latin1')]);
  }
  return all;
}

test('no secret stands in a log, the database, a job, an answer, an export or a report [S4.canary]', async ({
  page,
  pageOf,
}) => {
  const { home } = productFacts();
  const admin = await pageOf('admin');
  await signInAs(page, 'lead');
  const caseId = await stagedCaseId(page);
  await expect(async () => {
    const { items } = await callApi<{ items: { state: string }[] }>(page, 'GET', `/cases/${caseId}/evidence`);
    expect(items.filter(({ state }) => state === 'done').length).toBeGreaterThan(1);
  }).toPass({ timeout: 90_000, intervals: [1000] });
  const canaries = await ownSecrets(admin);
  const accountId = await accountWithMarkers(admin, canaries);
  const token = await callApi<{ text: string }>(page, 'POST', '/tokens', {
    ...{ name: 'canary', permissions: ['case:read'], caseIds: [caseId], days: 1 },
  });
  canaries['API token'] = token.text.split('_')[2] ?? token.text;
  Object.assign(canaries, await secondFactor(admin, await pageOf('nobody')));
  expect(Object.values(canaries).every((secret) => secret.length >= 12)).toBe(true);

  const said = await answers(page, admin, caseId, accountId);
  expect(said.filter(([place]) => place.startsWith('200')).length).toBeGreaterThan(12);
  expect(said.flatMap(([place, text]) => canariesIn(place, text, canaries))).toEqual([]);
  const database = await canariesInDatabase(home, canaries);
  expect(database.rows).toBeGreaterThan(500);
  expect(database.found).toEqual([]);
  // Where they belong: the key folder, the range's own files, the database server's password.
  const files = canariesInFiles(home, canaries, /\/(keys|range|postgres)\//);
  expect(files.files).toBeGreaterThan(10);
  expect(files.found).toEqual([]);
  // The search itself finds what is there.
  expect(canariesInFiles(home, canaries, /\/(range|postgres)\//).found.length).toBeGreaterThan(2);
});
