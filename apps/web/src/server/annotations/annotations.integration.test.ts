import { newId } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let seeded: SeededCase;
let cookie: string;
let other: string;
const ids: string[] = [];

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  const [lead, analyst] = [await web.addUser('lead'), await web.addUser('analyst')];
  seeded = await seedCase(web.platform, lead, [analyst], 'MARKS');
  cookie = await web.cookieOf(lead);
  other = await web.cookieOf(analyst);
  const events = Array.from({ length: 40 }, (_, index) => ({
    ...eventOf(seeded.evidenceId, `o-${index}`, String(index), index % 2 ? 'odd' : 'even'),
    timeMicros: 1_790_000_000_000_000n + BigInt(index) * 1_000_000n,
  }));
  ids.push(...events.map((event) => event.id));
  const rows = events.map((event) => ({ event, rawText: [] }));
  await web.platform.timeline.append({ caseId: seeded.caseId, evidenceId: seeded.evidenceId, rows });
});
afterAll(() => web.close());

const base = () => `/cases/${seeded.caseId}`;
async function post<Answer>(path: string, body: unknown, by = cookie): Promise<Answer> {
  return (await (await web.send(`${base()}${path}`, { method: 'POST', body, cookie: by })).json()) as Answer;
}
interface Changed {
  changeId: string;
  changed: number;
  code?: string;
}
const total = async (query: string) => (await post<{ total: number }>('/timeline/count', { query })).total;

test('everything a search selects is tagged in one step, counted, and undone in one step', async () => {
  const change = { addTags: ['exfil'], verdict: 'suspicious' };
  const made = await post<Changed>('/annotations', { change, rows: { selection: { query: 'actor:odd' } } });
  expect(made.changed).toBe(20);
  expect(await total('tag:exfil')).toBe(20);
  const again = await post<Changed>('/annotations', { change, rows: { selection: { query: 'actor:odd' } } });
  expect(again.changed).toBe(0);
  expect((await post<Changed>(`/annotations/changes/${made.changeId}/undo`, {})).changed).toBe(20);
  expect(await total('tag:exfil')).toBe(0);
  expect(await post<Changed>(`/annotations/changes/${made.changeId}/undo`, {})).toMatchObject({
    code: 'resource.conflict',
  });
});

test('undo is one’s own: another member’s change is unknown, and what he changed later stays', async () => {
  const rows = { eventIds: [ids[0]] };
  const mine = await post<Changed>('/annotations', { change: { starred: true, verdict: 'bad' }, rows });
  await post<Changed>('/annotations', { change: { verdict: 'good' }, rows }, other);
  expect(await post<Changed>(`/annotations/changes/${mine.changeId}/undo`, {}, other)).toMatchObject({
    code: 'resource.not_found',
  });
  await post<Changed>(`/annotations/changes/${mine.changeId}/undo`, {});
  const row = (await (await web.send(`${base()}/events/${ids[0]}`, { cookie })).json()) as { annotation: object };
  expect(row.annotation).toMatchObject({ starred: false, verdict: 'good' });
});

test('two people who mark the same rows at once lose nothing of each other', async () => {
  const rows = { eventIds: ids };
  await Promise.all([
    post('/annotations', { change: { addTags: ['mine'] }, rows }),
    post('/annotations', { change: { addTags: ['theirs'] }, rows }, other),
  ]);
  expect(await total('tag:mine AND tag:theirs')).toBe(ids.length);
});

test('hidden rows leave the table, are counted apart, and their event says so to others live', async () => {
  const made = await post<Changed>('/annotations', { change: { hidden: true }, rows: { eventIds: ids.slice(0, 5) } });
  const counted = await post<{ total: number; hiddenExcluded: number }>('/timeline/count', {
    query: 'source:aws/cloudtrail',
  });
  expect(counted.hiddenExcluded).toBe(5);
  const told = await web.platform.db.prisma.liveEvent.findFirstOrThrow({ where: { subject: made.changeId } });
  expect(told.payload).toMatchObject({ rows: 5, eventIds: expect.arrayContaining([ids[0]]) as unknown });
});

test('a query that cannot be read answers with its place, and so does parse', async () => {
  const refused = await post<{ code: string; facts: { position: number } }>('/timeline/search', { query: 'actor:(a' });
  expect(refused.code).toBe('request.query_invalid');
  const parsed = await post<{ tree: null; error: { position: number } }>('/timeline/parse', { query: 'actor:(a' });
  expect(parsed.error.position).toBe(refused.facts.position);
});

test('the raw record of a row is cut from the sealed bytes, checked, and its reading audited [S1.audited-reads] [S2.evidence-route]', async () => {
  const response = await web.send(`${base()}/evidence-bytes?eventId=${seeded.eventId}`, { cookie });
  expect(await response.text()).toBe(seeded.rawText);
  expect(response.headers.get('content-security-policy')).toBe('sandbox');
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  const where = { caseId: seeded.caseId, action: 'raw record read' };
  const audited = await web.platform.db.prisma.auditRow.findFirstOrThrow({ where });
  expect(audited.details).toMatchObject({ eventId: seeded.eventId, evidenceId: seeded.evidenceId });
  expect((await web.send(`${base()}/evidence-bytes?eventId=${newId().replaceAll('-', '')}`, { cookie })).status).toBe(
    404,
  );
});
