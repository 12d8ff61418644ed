import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let analyst: string;
let cookie: string;
let seeded: SeededCase;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  analyst = await web.addUser('analyst');
  cookie = await web.cookieOf(analyst);
  seeded = await seedCase(web.platform, await web.addUser('lead'), [analyst], 'UP');
});
afterAll(() => web.close());

const tus = { 'tus-resumable': '1.0.0' };
const base = () => `/cases/${seeded.caseId}/uploads`;

async function begin(fields: Record<string, string>, sizeBytes: number) {
  const pairs = Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  const headers = { ...tus, 'upload-length': String(sizeBytes), 'upload-metadata': pairs.join(',') };
  const response = await web.send(base(), { method: 'POST', headers, cookie });
  return { status: response.status, id: response.headers.get('location')?.split('/').at(-1) ?? '', response };
}
const append = (id: string, bytes: Uint8Array, offset: number) =>
  web.send(`${base()}/${id}`, {
    method: 'PATCH',
    body: bytes,
    cookie,
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  });
const rowOf = (id: string) => web.platform.db.prisma.upload.findUniqueOrThrow({ where: { id } });

test('a file comes in by parts, resumes where it stopped, is hashed on arrival and sealed as one acquisition', async () => {
  const bytes = randomBytes(300_000);
  const batchId = randomUUID();
  const { status, id } = await begin(
    { filename: '../../etc/pass wd\u202E.json', batchId, sha256: sha256Hex(bytes) },
    bytes.length,
  );
  expect(status).toBe(201);
  expect((await append(id, bytes.subarray(0, 100_000), 0)).status).toBe(204);
  const head = await web.send(`${base()}/${id}`, { method: 'HEAD', headers: tus, cookie });
  expect(head.headers.get('upload-offset')).toBe('100000');
  expect((await append(id, bytes.subarray(0, 10), 0)).status).toBe(409);
  const files = [{ name: 'a', sizeBytes: String(bytes.length) }];
  const path = `/cases/${seeded.caseId}/upload-batches/${batchId}/seal`;
  expect((await web.send(path, { body: { title: 'Logs', files }, cookie })).status).toBe(409);
  expect((await append(id, bytes.subarray(100_000), 100_000)).status).toBe(204);
  expect(await rowOf(id)).toMatchObject({ state: 'received', sha256Arrival: sha256Hex(bytes) });
  const stored = await readFile(join(web.platform.env.VIRGA_HOME, 'uploads', seeded.caseId, id));
  expect(stored.equals(bytes)).toBe(true);
  const sealed = await web.send(path, { body: { title: 'Logs', files }, cookie });
  const { id: acquisitionId } = (await sealed.json()) as { id: string };
  const row = await web.platform.db.prisma.acquisition.findUniqueOrThrow({ where: { id: acquisitionId } });
  expect(row).toMatchObject({
    sourceId: 'upload',
    state: 'queued',
    parameters: { batchId, uploadIds: [id], expected: files },
  });
});

test('bytes that do not have the hash of the browser are a failed file', async () => {
  const { id } = await begin({ filename: 'x', batchId: randomUUID(), sha256: 'a'.repeat(64) }, 5);
  await append(id, Buffer.from('hello'), 0);
  expect(await rowOf(id)).toMatchObject({ state: 'failed', sha256Arrival: sha256Hex('hello') });
});

test('web was killed after the last byte and before the row: the question how far it came lets the file arrive, once', async () => {
  const { id } = await begin({ filename: 'last-byte.json', batchId: randomUUID(), sha256: sha256Hex('hello') }, 5);
  await append(id, Buffer.from('hello'), 0);
  // As the killed process left it: the bytes are here, nobody said so.
  const { prisma } = web.platform.db;
  await prisma.upload.update({ where: { id }, data: { state: 'receiving', sha256Arrival: null, finishedAt: null } });
  const ask = () => web.send(`${base()}/${id}`, { method: 'HEAD', headers: tus, cookie });
  expect((await ask()).headers.get('upload-offset')).toBe('5');
  expect(await rowOf(id)).toMatchObject({ state: 'received', sha256Arrival: sha256Hex('hello') });
  const arrived = () => prisma.auditRow.count({ where: { targetId: id, action: 'upload arrived' } });
  const times = await arrived();
  await ask();
  expect(await arrived()).toBe(times);
});

test('an upload belongs to who began it: another member cannot look, append or remove', async () => {
  const { id } = await begin({ filename: 'x', batchId: randomUUID() }, 5);
  const lead = await web.cookieOf(
    (
      await web.platform.db.prisma.caseMember.findFirstOrThrow({
        where: { caseId: seeded.caseId, userId: { not: analyst } },
      })
    ).userId,
  );
  for (const method of ['HEAD', 'DELETE'])
    expect((await web.send(`${base()}/${id}`, { method, headers: tus, cookie: lead })).status).toBe(404);
  expect((await web.send(`${base()}/${id}`, { method: 'DELETE', headers: tus, cookie })).status).toBe(204);
  expect(await rowOf(id)).toMatchObject({ state: 'failed' });
});

test('without a name and batch, above the limit, or in a closed case nothing begins', async () => {
  expect((await begin({ filename: 'x' }, 5)).status).toBe(400);
  expect((await begin({ filename: 'x', batchId: randomUUID() }, 2 ** 50)).status).toBe(413);
  await web.platform.db.prisma.case.update({ where: { id: seeded.caseId }, data: { status: 'closed' } });
  expect((await begin({ filename: 'x', batchId: randomUUID() }, 5)).status).toBe(409);
});
