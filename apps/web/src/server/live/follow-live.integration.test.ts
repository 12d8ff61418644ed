import { emitLive } from '@virga/database';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let lead: string;
let analyst: string;
let seeded: SeededCase;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  lead = await web.addUser('lead');
  analyst = await web.addUser('analyst');
  seeded = await seedCase(web.platform, lead, [analyst], 'LIVE');
});
afterAll(() => web.close());

interface Heard {
  seq: string;
  kind: string;
  subject: string;
}

/** An open stream as EventSource reads it. `until` waits for that many events, or for the end of the stream. */
async function listen(cookie: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await web.send('/live', { cookie, headers, signal: abort.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const heard: Heard[] = [];
  let isOver = false;
  const reading = (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block.split('\n').find((line) => line.startsWith('data: '));
        if (data && block.includes('event: message')) heard.push(JSON.parse(data.slice(6)) as Heard);
      }
    }
    isOver = true;
  })().catch(() => {
    isOver = true;
  });
  return {
    heard,
    isOver: () => isOver,
    async until(count: number, timeoutMs = 5000) {
      const end = Date.now() + timeoutMs;
      while (heard.length < count && !isOver && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return heard.map((event) => event.subject);
    },
    async close() {
      abort.abort();
      await response.body?.cancel().catch(() => undefined);
      await reading;
    },
  };
}

const tell = (subject: string, more: { userId?: string; caseId?: string | null } = {}) =>
  emitLive(web.platform.db, { caseId: seeded.caseId, kind: 'case', subject, ...more });

test('a change reaches every member at once, and nobody else', async () => {
  const stranger = await listen(await web.cookieOf(await web.addUser('lead')));
  const streams = [await listen(await web.cookieOf(lead)), await listen(await web.cookieOf(analyst))];
  await tell('first');
  await tell('for the lead', { userId: lead });
  await tell('last');
  expect(await streams[0]!.until(3)).toEqual(['first', 'for the lead', 'last']);
  expect(await streams[1]!.until(2)).toEqual(['first', 'last']);
  expect(stranger.heard).toEqual([]);
  await Promise.all([...streams, stranger].map((stream) => stream.close()));
});

test('Last-Event-ID replays what was missed, in order and once', async () => {
  const first = await listen(await web.cookieOf(lead));
  await tell('seen');
  await first.until(1);
  const last = first.heard[0]!.seq;
  await first.close();
  for (const subject of ['missed 1', 'missed 2']) await tell(subject);
  const again = await listen(await web.cookieOf(lead), { 'last-event-id': last });
  expect(await again.until(2)).toEqual(['missed 1', 'missed 2']);
  await tell('new');
  expect(await again.until(3)).toEqual(['missed 1', 'missed 2', 'new']);
  await again.close();
});

test('an id from another time says reload', async () => {
  const stream = await listen(await web.cookieOf(lead), { 'last-event-id': '999999999' });
  await stream.until(1);
  expect(stream.heard[0]?.kind).toBe('reload');
  await stream.close();
});

test('who is removed from the case hears nothing more of it on the open stream [S1.membership-again]', async () => {
  const stream = await listen(await web.cookieOf(analyst));
  await tell('before');
  expect(await stream.until(1)).toEqual(['before']);
  await web.platform.db.prisma.caseMember.deleteMany({ where: { caseId: seeded.caseId, userId: analyst } });
  await tell('after');
  await emitLive(web.platform.db, { caseId: null, userId: analyst, kind: 'notification', subject: 'own' });
  expect(await stream.until(2)).toEqual(['before', 'own']);
  await stream.close();
});

test('ending the session ends its open stream with the next event [S1.session-end]', async () => {
  const cookie = await web.cookieOf(lead);
  const stream = await listen(cookie);
  await tell('heard');
  await stream.until(1);
  await web.send('/session/end', { method: 'POST', cookie });
  await tell('not heard');
  const end = Date.now() + 5000;
  while (!stream.isOver() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stream.isOver()).toBe(true);
  expect(stream.heard.map((event) => event.subject)).toEqual(['heard']);
});
