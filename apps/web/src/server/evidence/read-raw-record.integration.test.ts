import { gzipSync } from 'node:zlib';
import { addSeekPoints } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let cookie: string;
let caseId: string;
const evidenceId = newId();
/** Two gzip members: the second one's first block needs no bytes before it. */
const first = Buffer.from('0123456789abcdef'.repeat(80_000));
const second = Buffer.from('{"eventName":"StopLogging"}');

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  const lead = await web.addUser('lead');
  cookie = await web.cookieOf(lead);
  ({ caseId } = await seedCase(web.platform, lead, [], 'SEEK'));
  const member = gzipSync(first);
  const writer = await web.platform.store.createItem({ caseId, evidenceId, mode: 'pack' });
  const { sha256 } = await writer.addObject({ key: 'log.gz' }, Buffer.concat([member, gzipSync(second)]));
  await writer.seal({});
  const { db } = web.platform;
  const facts = { sourceId: 'upload', kind: 'pack', format: 'upload', state: 'done', sealedAt: new Date() };
  await db.prisma.evidenceItem.create({ data: { ...facts, id: evidenceId, caseId, number: 2, title: 'Seek' } });
  const of = { evidenceId, object: 'log.gz', sha256 };
  const point = { decodedOffset: first.length, storedBit: (member.length + 10) * 8, window: new Uint8Array(0) };
  await db.prisma.$transaction((tx) => addSeekPoints(tx, { caseId } as never, of, [point]));
});
afterAll(() => web.close());

async function read(more: Record<string, string> = {}) {
  const place = { evidenceId, object: 'log.gz', offset: String(first.length), length: String(second.length), ...more };
  const answer = await web.send(`/cases/${caseId}/evidence-bytes?${new URLSearchParams(place)}`, { cookie });
  return { text: await answer.text(), decodedFrom: answer.headers.get('x-evidence-decoded-from') };
}

test('[F7.seek-index] a record far inside a gzip object is decoded from the nearest point, and from the start when asked', async () => {
  const text = second.toString();
  expect(await read()).toEqual({ text, decodedFrom: String(first.length) });
  expect(await read({ from: 'start' })).toEqual({ text, decodedFrom: '0' });
});

test('a seek point that was altered is not believed', async () => {
  const { prisma } = web.platform.db;
  const [row] = await prisma.seekPointRow.findMany({ where: { evidenceId } });
  await prisma.seekPointRow.deleteMany({ where: { evidenceId } });
  await prisma.seekPointRow.create({ data: { ...row!, storedBit: 80n } });
  expect(await read()).toEqual({ text: second.toString(), decodedFrom: '0' });
});
