import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Database } from '@virga/database';
import type { Permission } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { checkoutFolder, freePort } from '@virga/runtime';
import { type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What is used of apps/web/src/testing/test-web.ts: loaded by path, as its types bring Next's own into every file here. */
interface TestWeb {
  platform: { env: { VIRGA_HOME: string }; db: Database };
  addUser(role: 'lead'): Promise<string>;
  cookieOf(userId: string, stepUpAt: Date): Promise<string>;
  close(): Promise<void>;
}
interface WebModules {
  openTestWeb(test: TestDatabase, more: Record<string, string>): Promise<TestWeb>;
  handleApi(platform: TestWeb['platform'], request: Request): Promise<Response>;
}
const fromWeb = (path: string) => import(join(checkoutFolder(), 'apps/web/src', path)) as Promise<WebModules>;

let web: TestWeb;
let handleApi: WebModules['handleApi'];
let database: TestDatabase;
let server: Server;
let address: string;
let folder: string;
let cookie: string;
let caseId: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'virga-cli-'));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  database = await testDatabase();
  ({ handleApi } = await fromWeb('server/http/handle-api.ts'));
  const { openTestWeb } = await fromWeb('testing/test-web.ts');
  web = await openTestWeb(database, { NEXTAUTH_URL: address });
  server = createServer((request, response) => void pass(request, response)).listen(port, '127.0.0.1');
  workers.push(await worker('collect', database.urls.appUrl), await worker('parse', database.urls.parseUrl));
  const lead = await web.addUser('lead');
  cookie = await web.cookieOf(lead, new Date());
  const made = await fetch(`${address}/api/v1/cases`, {
    method: 'POST',
    headers: own(),
    body: '{"title":"From a terminal"}',
  });
  ({ id: caseId } = (await made.json()) as { id: string });
});
afterAll(async () => {
  for (const child of workers) child.kill('SIGKILL');
  server?.closeAllConnections();
  server?.close();
  await web?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The web app behind a real socket: the command speaks HTTP to it. */
async function pass(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const answer = await handleApi(
    web.platform,
    new Request(`${address}${request.url}`, {
      method: request.method ?? 'GET',
      headers: new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
    } as RequestInit),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
  else response.end();
}

const own = () => ({ cookie, origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' });

async function worker(role: 'collect' | 'parse', databaseUrl: string): Promise<ChildProcess> {
  const home = web.platform.env.VIRGA_HOME;
  const program = join(checkoutFolder(), 'apps/worker/src/main.ts');
  const child = spawn(process.execPath, [program, '--role', role], {
    env: {
      PATH: process.env['PATH'],
      VIRGA_HOME: home,
      DATABASE_URL: databaseUrl,
      EVIDENCE_STORE: join(home, 'evidence'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the ${role} worker ended with ${code}`)));
  });
  return child;
}

async function tokenFor(permissions: Permission[], caseIds: string[] = [caseId]): Promise<string> {
  const body = JSON.stringify({ name: 'terminal', permissions, caseIds, days: 1 });
  const made = await fetch(`${address}/api/v1/tokens`, { method: 'POST', headers: own(), body });
  expect(made.status).toBe(200);
  return ((await made.json()) as { text: string }).text;
}

interface Ended {
  code: number;
  out: string;
  err: string;
  /** The last line of standard error, where it is JSON. */
  facts: Record<string, unknown>;
}

function virga(args: string[], token?: string, at = address): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkoutFolder(), 'apps/cli/bin/virga.mjs'), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], VIRGA_SERVER: at, ...(token ? { VIRGA_TOKEN: token } : {}) },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    child.on('close', (code) => {
      const last = err.trim().split('\n').at(-1) ?? '';
      resolve({ code: code ?? -1, out, err, facts: last.startsWith('{') ? (JSON.parse(last) as Ended['facts']) : {} });
    });
  });
}

const record = (index: number) => ({
  eventVersion: '1.08',
  eventTime: `2026-10-01T12:00:${String(index).padStart(2, '0')}Z`,
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: '=HYPERLINK("https://evil.example","x")',
  userIdentity: { type: 'IAMUser', userName: 'mallory', accountId: '123456789012' },
  eventID: `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
  eventType: 'AwsApiCall',
});
const log = (count: number) => JSON.stringify({ Records: Array.from({ length: count }, (_, index) => record(index)) });
const sending: Permission[] = ['evidence:read', 'evidence:upload', 'acquisition:read'];

test('import sends a folder, waits, and prints a ledger that accounts for every record', async () => {
  await mkdir(join(folder, 'logs', 'deep'), { recursive: true });
  await writeFile(join(folder, 'logs', 'a.json.gz'), gzipSync(log(7)));
  await writeFile(join(folder, 'logs', 'deep', 'b.json'), log(3).replaceAll('8000-', '9000-'));
  const ended = await virga(['import', 'logs', '--case', caseId, '--wait'], await tokenFor(sending));
  expect(ended.facts, ended.err).toMatchObject({
    files: 2,
    sent: 2,
    records: 10,
    events: 10,
    rejected: 0,
    balanced: true,
  });
  expect(ended.code).toBe(0);
  const { prisma } = web.platform.db;
  const uploads = await prisma.upload.findMany({ where: { caseId }, orderBy: { name: 'asc' } });
  expect(uploads.map((row) => [row.name, row.state])).toEqual([
    ['logs/a.json.gz', 'sealed'],
    ['logs/deep/b.json', 'sealed'],
  ]);
  for (const row of uploads) expect(row.sha256Arrival).toBe(sha256Hex(await readFile(join(folder, row.name))));
  expect(await prisma.timelineRow.count({ where: { caseId } })).toBe(10);
});

test('a half record is rejected by name and ends with 1; a case of its own belongs to the token that opened it', async () => {
  await writeFile(join(folder, 'cut.json'), log(4).slice(0, -40));
  const token = await tokenFor([...sending, 'case:create', 'case:read'], []);
  const ended = await virga(['import', 'cut.json', '--new-case', 'Cut', '--wait'], token);
  expect(ended.facts, ended.err).toMatchObject({ files: 1, events: 3, balanced: true });
  expect(ended.code).toBe(1);
  const opened = /^case (\S+)$/m.exec(ended.out)?.[1];
  expect(ended.facts['caseId']).toBe(opened);
  // It may touch what it opened, and still nothing else.
  expect((await virga(['import', 'cut.json', '--case', caseId], token)).err).toContain('no such case');
});

test('run again after a break it goes on where it stopped', async () => {
  const bytes = gzipSync(log(9));
  await writeFile(join(folder, 'resumed.json.gz'), bytes);
  const token = await tokenFor(sending);
  const metadata = { filename: 'resumed.json.gz', batchId: randomUUID(), sha256: sha256Hex(bytes) };
  const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  const tus = { 'tus-resumable': '1.0.0', authorization: `Bearer ${token}` };
  const uploads = `${address}/api/v1/cases/${caseId}/uploads`;
  const begun = await fetch(uploads, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': pairs.join(',') },
  });
  const id = begun.headers.get('location')!.split('/').at(-1)!;
  await fetch(`${uploads}/${id}`, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes.subarray(0, 100),
  });
  const ended = await virga(['import', 'resumed.json.gz', '--case', caseId], token);
  expect(ended.facts, ended.err).toMatchObject({ files: 1, sent: 0, resumed: 1 });
  expect(ended.code).toBe(0);
  const row = await web.platform.db.prisma.upload.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ sha256Arrival: metadata.sha256, batchId: metadata.batchId });
});

test('export fetches bag, events and report, each checked; cells are no formulas; nothing is overwritten [S2.csv]', async () => {
  const token = await tokenFor(['evidence:export', 'timeline:read', 'report:read', 'report:write']);
  const to = join(folder, 'out');
  await mkdir(to);
  const bag = await virga(['export', '--case', caseId, '--to', to], token);
  expect(bag.facts, bag.err).toMatchObject({ kind: 'bag', verdict: 'intact' });
  expect((await virga(['verify', String(bag.facts['path'])])).code).toBe(0);
  const csv = await virga(['export', '--case', caseId, '--to', join(to, 'e.csv'), '--kind', 'events-csv'], token);
  expect(csv.facts, csv.err).toMatchObject({ kind: 'events-csv' });
  expect(Number(csv.facts['rows'])).toBeGreaterThanOrEqual(10);
  const text = await readFile(join(to, 'e.csv'), 'utf8');
  expect(text).toContain(`"'=HYPERLINK(`);
  expect(csv.facts['sha256']).toBe(sha256Hex(text));
  const selected = ['--kind', 'events-jsonl', '--query', 'action:CreateUser', '--to', join(to, 'e.jsonl')];
  expect((await virga(['export', '--case', caseId, ...selected], token)).facts['rows']).toBe(csv.facts['rows']);
  const report = await virga(['export', '--case', caseId, '--to', to, '--kind', 'report-html', '--new'], token);
  expect(report.facts, report.err).toMatchObject({ version: 1, state: 'draft' });
  const again = await virga(['export', '--case', caseId, '--to', join(to, 'e.csv'), '--kind', 'events-csv'], token);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') });
  expect((await readdir(to)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('what is wrong is said in one sentence, and a token can do only what it was given [S1.tokens-never] [S1.cli-by-token]', async () => {
  const weak = await tokenFor(['evidence:read']);
  await writeFile(join(folder, 'x.json'), log(1));
  const toCase = ['import', 'x.json', '--case', caseId];
  const wrong = `virga_${'0'.repeat(32)}_${'0'.repeat(64)}_00000000`;
  const cases: [string[], string | undefined, number, RegExp][] = [
    [toCase, weak, 1, /The token may not do this/],
    [['import', 'x.json', '--case', randomUUID()], weak, 1, /no such case/],
    [toCase, wrong, 1, /does not accept the token/],
    [toCase, undefined, 1, /no API token/],
    [toCase, 'hunter2', 1, /this is no API token/],
    [['export', '--case', caseId, '--to', 'y.tar'], weak, 1, /The token may not do this/],
    [['import', 'x.json'], weak, 2, /one of --case and --new-case/],
    [['import', ...toCase.slice(1), '--token', weak], weak, 2, /Unknown option '--token'/],
    [['export', '--case', caseId, '--to', 'y', '--kind', 'zip'], weak, 2, /--kind is one of/],
    [[...toCase, '--server', 'http://virga.example'], weak, 2, /in the clear: use https/],
    [[...toCase, '--server', `http://127.0.0.1:${await freePort()}`], weak, 1, /does not answer \(ECONNREFUSED\)/],
  ];
  for (const [args, token, code, words] of cases) {
    const ended = await virga(args, token);
    expect(ended.err).toMatch(words);
    expect(ended.code, args.join(' ')).toBe(code);
    expect(ended.err).not.toMatch(/\n\s+at /);
  }
  await writeFile(join(folder, 'token'), weak);
  await chmod(join(folder, 'token'), 0o644);
  expect((await virga([...toCase, '--token-file', 'token'])).err).toContain('chmod 600');
  const audit = await web.platform.db.prisma.auditRow.count({ where: { tokenId: { not: null }, outcome: 'refused' } });
  expect(audit).toBeGreaterThanOrEqual(2);
});
