import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { callApi } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { signInAs } from '../page/sign-in.ts';
import { productFacts } from '../product/facts.ts';

/** A running part, seen through /proc as the system sees it. */
interface Seen {
  environment: Record<string, string>;
  /** Entries of the installation's folder in the process's own view. */
  home: string[];
  /** What its open files are. */
  open: string[];
  status: string;
  networkSpace: string;
  mounts: string;
}

function pidOf(name: string): number {
  const file = JSON.parse(readFileSync(join(productFacts().home, 'run.json'), 'utf8')) as {
    parts: { name: string; pid: number }[];
  };
  const part = file.parts.find((one) => one.name === name);
  if (!part) throw new Error(`run.json names no ${name}`);
  return part.pid;
}

function see(name: string): Seen {
  const proc = `/proc/${pidOf(name)}`;
  const pairs = readFileSync(`${proc}/environ`, 'utf8').split('\0').filter(Boolean);
  const open = readdirSync(`${proc}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`${proc}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return {
    environment: Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], pair.slice(pair.indexOf('=') + 1)])),
    home: readdirSync(`${proc}/root${productFacts().home}`).sort(),
    open,
    status: readFileSync(`${proc}/status`, 'utf8'),
    networkSpace: readlinkSync(`${proc}/ns/net`),
    mounts: readFileSync(`${proc}/mountinfo`, 'utf8'),
  };
}

async function refused(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql).then(
      () => 'allowed',
      (fault: { code: string }) => fault.code,
    );
  } finally {
    await client.end();
  }
}

const machine = ['HOME', 'LANG', 'PATH', 'TMPDIR', 'TZ', 'NEXT_TELEMETRY_DISABLED', 'NODE_CHANNEL_FD'];
const shell = ['NODE_CHANNEL_SERIALIZATION_MODE', 'OLDPWD', 'PWD', 'SHLVL', '_'];
const own = (seen: Seen) =>
  Object.keys(seen.environment)
    .filter((name) => !machine.includes(name) && !shell.includes(name))
    .sort();

test('the parse worker has no network, no key in sight, read-only evidence and its own grants [S3.three-rights] [S3.parse-no-network]', async () => {
  const { home } = productFacts();
  const parse = see('worker-parse');
  expect(own(parse)).toEqual(['DATABASE_URL', 'EVIDENCE_STORE', 'VIRGA_HOME']);
  expect(parse.home).toEqual(expect.arrayContaining(['evidence', 'tmp']));
  expect(parse.home.filter((name) => !['evidence', 'tmp', 'postgres-socket'].includes(name))).toEqual([]);
  expect(parse.networkSpace).not.toBe(see('worker-collect').networkSpace);
  const interfaces = readFileSync(`/proc/${pidOf('worker-parse')}/net/dev`, 'utf8')
    .trim()
    .split('\n')
    .slice(2);
  expect(interfaces.map((line) => line.trim().split(':')[0])).toEqual(['lo']);
  expect(
    readFileSync(`/proc/${pidOf('worker-parse')}/net/tcp`, 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(1);
  const evidence = parse.mounts.split('\n').filter((line) => line.split(' ')[4] === join(home, 'evidence'));
  expect(evidence.at(-1)?.split(' ')[5]?.split(',')).toContain('ro');
  expect(parse.status).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(Number.parseInt(/^CapEff:\s+(\w+)$/m.exec(parse.status)![1]!, 16) & ~(2 ** 31)).toBe(0);
  expect(parse.open.filter((path) => path.startsWith(join(home, 'keys')))).toEqual([]);
  const url = parse.environment['DATABASE_URL']!;
  expect(new URL(url).username).toBe('virga_parse');
  for (const table of ['account_secret', 'session', 'api_token', 'sign_in_failure', '"user"'])
    expect(await refused(url, `SELECT * FROM ${table}`), table).toBe('42501');
});

test('the web app seals with a public key and sees no other, and not the database owner’s password [S3.three-rights]', async () => {
  const { home } = productFacts();
  const web = see('web');
  const pid = pidOf('web');
  expect(own(web)).toEqual([
    ...['DATABASE_URL', 'EVIDENCE_STORE', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL', 'NODE_ENV', 'VIRGA_HOME'],
  ]);
  expect(readdirSync(`/proc/${pid}/root${home}/keys`)).toEqual(['public']);
  expect(readdirSync(`/proc/${pid}/root${home}/keys/public`)).toEqual(['sealing-key.json']);
  const text = readFileSync(`/proc/${pid}/root${home}/keys/public/sealing-key.json`, 'utf8');
  expect(text).not.toContain('privateKey');
  for (const name of ['postgres', 'range', 'logs', 'run.json']) expect(web.home).not.toContain(name);
  expect(new URL(web.environment['DATABASE_URL']!).username).toBe('virga_app');
});

test('the collect worker holds the keys and speaks to the cloud; no other part does [S3.three-rights]', () => {
  const { home } = productFacts();
  const collect = see('worker-collect');
  expect(own(collect)).toEqual(['DATABASE_URL', 'EVIDENCE_STORE', 'VIRGA_HOME']);
  expect(readdirSync(join(home, 'keys'))).toEqual(
    expect.arrayContaining(['custody-ed25519.pem', 'keyring.json', 'public', 'session-secret']),
  );
  for (const name of ['worker-parse', 'web']) {
    const seen = see(name);
    const secret = readFileSync(join(home, 'keys', 'session-secret'), 'utf8').trim();
    expect(JSON.stringify(seen.environment).includes(secret)).toBe(name === 'web');
  }
});

test('what any part writes is for its own user only [S5.umask]', () => {
  for (const name of ['web', 'worker-collect', 'worker-parse'])
    expect(see(name).status, name).toMatch(/^Umask:\s+0077$/m);
});

test('Settings shows the walls that were measured [S3.run-tool-network]', async ({ page }) => {
  await signInAs(page, 'admin');
  const settings = await callApi<{ sandbox: { level: string }; keys: { custodySigning: { fingerprint: string } } }>(
    page,
    'GET',
    '/settings',
  );
  expect(settings.sandbox.level).toBe(
    'no network, evidence read-only, keys out of sight; tools: own files, no network, limits',
  );
  expect(settings.keys.custodySigning.fingerprint).toMatch(/^[0-9a-f:]{16,}$/i);
  await page.goto('/admin/settings');
  await expect(page.getByRole('region', { name: 'Sandbox' }).getByText(settings.sandbox.level)).toBeVisible();
});
