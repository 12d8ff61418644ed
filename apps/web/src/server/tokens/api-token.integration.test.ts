import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let lead: string;
let one: SeededCase;
let two: SeededCase;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  lead = await web.addUser('lead');
  one = await seedCase(web.platform, lead, [], 'ONE');
  two = await seedCase(web.platform, lead, [], 'TWO');
});
afterAll(() => web.close());

async function makeToken(permissions: string[], caseIds: string[], owner = lead) {
  const body = { name: 'cli', permissions, caseIds, days: 90 };
  const response = await web.send('/tokens', { body, cookie: await web.cookieOf(owner) });
  const made = (await response.json()) as { text: string; token: { id: string }; code?: string };
  return { status: response.status, ...made, headers: { authorization: `Bearer ${made.text}` } };
}
const status = async (path: string, headers: Record<string, string>, body?: unknown) =>
  (await web.send(path, { headers, ...(body === undefined ? {} : { body }) })).status;

test('a token reaches its cases with its permissions, and every use is audited [S1.tokens]', async () => {
  const { headers, token } = await makeToken(['case:list', 'case:read'], [one.caseId]);
  expect(await status(`/cases/${one.caseId}`, headers)).toBe(200);
  expect(await status(`/cases/${two.caseId}`, headers)).toBe(404);
  expect(await status(`/cases/${one.caseId}/evidence`, headers)).toBe(403);
  const list = (await (await web.send('/cases', { headers })).json()) as { items: { id: string }[] };
  expect(list.items.map((row) => row.id)).toEqual([one.caseId]);
  const used = await web.platform.db.prisma.auditRow.count({ where: { tokenId: token.id, action: 'token used' } });
  expect(used).toBe(4);
});

test('approvals, members, tokens and own settings are never for a token, and no more than the owner has [S1.tokens-never]', async () => {
  for (const permission of [
    'action:approve',
    'report:approve',
    'case:members',
    'self:write',
    'account:manage',
    'user:list_all',
  ])
    expect((await makeToken([permission], [one.caseId])).status, permission).toBeGreaterThanOrEqual(400);
  const { headers } = await makeToken(['self:read', 'case:list'], []);
  expect(await status('/tokens', headers, { name: 'x', permissions: ['case:list'], caseIds: [], days: 1 })).toBe(403);
});

test('a revoked, expired or altered token, and a disabled owner, are 401; a good cookie beside it does not help [S1.tokens] [S2.cookie]', async () => {
  const cookie = await web.cookieOf(lead);
  const { headers, token, text } = await makeToken(['case:list'], []);
  expect(await status('/cases', headers)).toBe(200);
  const wrong = { authorization: `Bearer ${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}` };
  expect((await web.send('/cases', { headers: wrong, cookie })).status).toBe(401);
  expect((await web.send('/cases', { headers: { authorization: 'Basic eDp5' }, cookie })).status).toBe(401);
  const { prisma } = web.platform.db;
  await prisma.apiToken.update({ where: { id: token.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await status('/cases', headers)).toBe(401);
  await prisma.apiToken.update({ where: { id: token.id }, data: { expiresAt: new Date(Date.now() + 1e6) } });
  await web.send(`/tokens/${token.id}/revoke`, { method: 'POST', cookie });
  expect((await web.send('/cases', { headers, cookie })).status).toBe(401);
});

test('disabling the owner ends his tokens', async () => {
  const analyst = await web.addUser('analyst');
  const admin = await web.cookieOf(await web.addUser('admin'));
  const body = { name: 't', permissions: ['case:list'], caseIds: [], days: 1 };
  const made = (await (await web.send('/tokens', { body, cookie: await web.cookieOf(analyst) })).json()) as {
    text: string;
  };
  const headers = { authorization: `Bearer ${made.text}` };
  expect(await status('/cases', headers)).toBe(200);
  await web.send(`/users/${analyst}`, { method: 'PATCH', body: { disabled: true }, cookie: admin });
  expect(await status('/cases', headers)).toBe(401);
});

test('the text of a token and of a cloud secret is in no column of the database', async () => {
  const { text } = await makeToken(['case:list'], []);
  const secret = text.split('_')[2]!;
  const admin = await web.cookieOf(await web.addUser('admin'));
  const canary = 'canary-secret-0123456789abcdef';
  const body = {
    provider: 'aws',
    name: 'Canary',
    externalAccountId: '123456789012',
    kind: 'single',
    credentialKind: 'static',
    regions: ['eu-central-1'],
    secrets: { accessKeyId: 'AKIACANARY0000000000', secretAccessKey: canary },
  };
  const answer = await (await web.send('/accounts', { body, cookie: admin })).text();
  expect(answer).toContain('secretFields');
  expect(answer).not.toContain(canary);
  const { pool } = web.platform.db;
  const tables = await pool.query<{ name: string }>(
    "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'",
  );
  expect(tables.rows.length).toBeGreaterThan(30);
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%') AS found`,
      [secret, canary],
    );
    expect(rows[0]?.found, name).toBe(false);
  }
});

test('a token lives ninety days at most, its use says what was asked, and an admin can revoke it [S1.tokens]', async () => {
  const owner = await web.addUser('lead');
  const cookie = await web.cookieOf(owner);
  const body = { name: 'long', permissions: ['case:list'], caseIds: [], days: 91 };
  expect((await web.send('/tokens', { body, cookie })).status).toBe(400);
  const { headers, token } = await makeToken(['case:list'], [], owner);
  expect(await status('/cases', headers)).toBe(200);
  const { prisma } = web.platform.db;
  const used = await prisma.auditRow.findFirstOrThrow({ where: { tokenId: token.id } });
  expect([used.details, used.address]).toEqual([{ method: 'GET', path: '/api/v1/cases' }, '127.0.0.1']);
  const admin = await web.cookieOf(await web.addUser('admin'));
  const shown = await (await web.send(`/users/${owner}/tokens`, { cookie: admin })).text();
  expect(shown).toContain(token.id);
  expect(shown).not.toContain(headers.authorization.split('_')[2]);
  const other = await web.addUser('analyst');
  const revoke = (of: string) => web.send(`/users/${of}/tokens/${token.id}/revoke`, { method: 'POST', cookie: admin });
  expect((await revoke(other)).status).toBe(404);
  expect((await revoke(owner)).status).toBe(200);
  expect(await status('/cases', headers)).toBe(401);
});
