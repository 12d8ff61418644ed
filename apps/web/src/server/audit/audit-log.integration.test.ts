import { audit } from '@virga/database';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let admin: string;
let lead: string;
let seeded: SeededCase;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  admin = await web.addUser('admin');
  lead = await web.addUser('lead');
  seeded = await seedCase(web.platform, lead, [], 'AUDIT');
});
afterAll(() => web.close());

interface Page {
  items: { id: string; action: string; details: Record<string, unknown>; userId: string | null }[];
  next: string | null;
}
const list = async (query: Record<string, string>) =>
  (await (
    await web.send(`/audit?${new URLSearchParams(query)}`, { cookie: await web.cookieOf(admin) })
  ).json()) as Page;

test('reads of raw records, queries, previews and exports each leave a row with what was read [S1.audited-reads]', async () => {
  const cookie = await web.cookieOf(lead);
  const at = `/cases/${seeded.caseId}`;
  const bytes = new URLSearchParams({ evidenceId: seeded.evidenceId, object: seeded.object, offset: '0', length: '4' });
  await web.send(`${at}/evidence-bytes?${bytes}`, { cookie });
  await web.send(`${at}/timeline/search`, { body: { query: 'actor:AUDIT' }, cookie });
  await (await web.send(`${at}/timeline/export?format=csv&query=actor:AUDIT`, { cookie })).text();
  await (await web.send(`${at}/bag?evidenceIds=${seeded.evidenceId}`, { cookie })).arrayBuffer();
  const draft = {
    kind: 'aws/ec2-isolate',
    accountId: seeded.accountId,
    region: 'eu-central-1',
    target: 'i-0123456789abcdef0',
    parameters: { instanceId: 'i-0123456789abcdef0', region: 'eu-central-1' },
  };
  const roleArns = { contain: 'arn:aws:iam::111122223333:role/contain' };
  await web.platform.db.prisma.cloudAccount.update({ where: { id: seeded.accountId }, data: { roleArns } });
  expect((await web.send(`${at}/actions`, { body: draft, cookie })).status).toBe(200);
  const { items } = await list({ caseId: seeded.caseId, userId: lead, limit: '500' });
  const actions = items.map((row) => row.action);
  for (const action of [
    'raw record read',
    'timeline searched',
    'timeline exported',
    'evidence exported',
    'containment drafted',
  ])
    expect(actions, action).toContain(action);
  expect(items.find((row) => row.action === 'timeline searched')!.details).toMatchObject({ query: 'actor:AUDIT' });
});

test('the log is found by text, user, case, outcome and time, and paged by key without a gap', async () => {
  for (let index = 0; index < 7; index += 1)
    await audit(web.platform.db, { action: `page ${index}`, outcome: 'failed', details: { reason: 'Needle in hay' } });
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await list({ text: 'needle IN', limit: '3', ...(cursor ? { cursor } : {}) });
    found.push(...page.items.map((row) => row.action));
    cursor = page.next;
  } while (cursor);
  expect(found).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `page ${index}`));
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect((await list({ text: 'needle', from: tomorrow })).items).toEqual([]);
  expect((await list({ text: 'needle', outcome: 'allowed' })).items).toEqual([]);
  const byId = await list({ text: seeded.caseId });
  expect(byId.items.length).toBeGreaterThan(0);
});

test('the export wants a confirmation, starts no formula, and leaves a row of its own [S2.csv] [S1.step-up]', async () => {
  await audit(web.platform.db, { action: '=HYPERLINK("http://x")', outcome: 'failed', details: { reason: 'formula' } });
  const path = '/audit/export?format=csv&text=formula';
  expect((await web.send(path, { cookie: await web.cookieOf(admin, new Date(0)) })).status).toBe(403);
  expect((await web.send(path, { cookie: await web.cookieOf(lead) })).status).toBe(403);
  const response = await web.send(path, { cookie: await web.cookieOf(admin) });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  const [head, row, ...rest] = (await response.text()).trimEnd().split('\r\n');
  expect(head).toMatch(/^id,at,userId,userName,/);
  expect(row).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(rest).toEqual([]);
  const lines = await web.send('/audit/export?format=jsonl&text=needle', { cookie: await web.cookieOf(admin) });
  const rows = (await lines.text()).trimEnd().split('\n');
  expect(rows.map((line) => (JSON.parse(line) as { action: string }).action)).toHaveLength(7);
  const [newest] = (await list({ action: 'audit log exported' })).items;
  expect(newest).toMatchObject({ userId: admin, details: { format: 'jsonl', text: 'needle' } });
});

test('the state says that the database itself refuses changes, and what no seal vouches for yet', async () => {
  const state = await web.send('/audit/state', { cookie: await web.cookieOf(admin) });
  expect(await state.json()).toMatchObject({
    appendOnly: true,
    seals: 0,
    sealedRows: 0,
    lastSealedAt: null,
    faults: [],
  });
  const whole = await web.send('/audit/verify', { method: 'POST', cookie: await web.cookieOf(admin) });
  const { unsealedRows } = (await whole.json()) as { unsealedRows: number };
  expect(unsealedRows).toBeGreaterThan(10);
  expect((await list({ action: 'audit log verified' })).items).toHaveLength(1);
});
