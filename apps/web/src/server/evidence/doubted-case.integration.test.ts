import { newId } from '@virga/domain/ids';
import { anAcquisition, anEvidenceItem, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let caseId: string;
let lead: string;
let analyst: string;
const stepUp = () => new Date();

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  lead = await web.addUser('lead');
  analyst = await web.addUser('analyst');
  caseId = newId();
  const members = { createMany: { data: [lead, analyst].map((userId) => ({ userId, addedById: lead })) } };
  await web.platform.db.prisma.case.create({ data: { id: caseId, title: 'Doubted', createdById: lead, members } });
});
afterAll(() => web.close());

const prisma = () => web.platform.db.prisma;

async function send(userId: string, path: string, body?: unknown, confirmedAt: Date | null = stepUp()) {
  const cookie = await web.cookieOf(userId, confirmedAt);
  const answer = await web.send(path, { cookie, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('[F1.lead-removes-held] only a lead, by typed confirmation, and never while the acquisition works', async () => {
  const acquisition = await anAcquisition(web.platform.db, caseId, { state: 'running', sourceId: 'aws/ec2-disk' });
  const held = [{ kind: 'ebs-snapshot', id: 'snap-0a1', region: 'eu-west-1', dailyCostUsd: 0.1 }];
  await prisma().acquisition.update({ where: { id: acquisition.id }, data: { held } });
  const path = `/cases/${caseId}/acquisitions/${acquisition.id}/held/remove`;
  const order = { resourceId: 'snap-0a1', confirm: 'snap-0a1', reason: 'sealed elsewhere' };
  expect((await send(analyst, path, order)).body).toMatchObject({ code: 'permission.denied' });
  expect((await send(lead, path, order, null)).body).toMatchObject({ code: 'session.step_up' });
  expect((await send(lead, path, order)).body).toMatchObject({ code: 'resource.conflict' });
  await prisma().acquisition.update({ where: { id: acquisition.id }, data: { state: 'failed' } });
  expect((await send(lead, path, { ...order, confirm: 'yes' })).body).toMatchObject({ code: 'request.invalid' });
  expect((await send(lead, path, { ...order, resourceId: 'snap-0b2', confirm: 'snap-0b2' })).status).toBe(409);
  expect(await prisma().heldRemoval.count({ where: { caseId } })).toBe(0);
  expect(await send(lead, path, order)).toMatchObject({ status: 200 });
  expect(await prisma().heldRemoval.findMany({ where: { caseId } })).toMatchObject([
    { resourceId: 'snap-0a1', reason: 'sealed elsewhere', onlyCopy: false, requestedById: lead, state: 'queued' },
  ]);
  const audit = await prisma().auditRow.findMany({ where: { caseId, action: 'removal of held evidence ordered' } });
  expect(audit).toMatchObject([{ userId: lead, targetId: acquisition.id }]);
});

test('[F2.nightly] what a reading found is red on home and on the case, and its history stays', async () => {
  const at = new Date();
  const item = await anEvidenceItem(web.platform.db, caseId, { sealedAt: at, readBackAt: at, verifiedAt: at });
  const integrity = async () => (await send(analyst, `/cases/${caseId}/integrity`)).body;
  const broken = async () =>
    ((await send(analyst, '/cases')).body['items'] as { broken: number }[]).map((row) => row.broken);
  expect([await integrity(), await broken()]).toEqual([{ items: [], chain: null }, [0]]);
  const reading = (evidenceId: string | null, verdict: string, sentence: string) => ({
    id: newId(),
    caseId,
    evidenceId,
    state: 'done',
    verdict,
    sentence,
    problems: [{ file: 'image.raw', offset: 4_194_304, length: 4_194_304, sentence: 'chunk 2 of 3' }],
    finishedAt: new Date(),
  });
  const data = [reading(item.id, 'broken', 'chunk 2 of 3 is other'), reading(null, 'broken', 'altered at entry 4')];
  await prisma().evidenceVerification.createMany({ data });
  await prisma().evidenceItem.update({ where: { id: item.id }, data: { verifyState: 'broken' } });
  expect(await integrity()).toMatchObject({
    items: [{ id: item.id, sentence: 'chunk 2 of 3 is other' }],
    chain: { sentence: 'altered at entry 4' },
  });
  expect(await broken()).toEqual([2]);
  // Read again and good: no longer red, and still told.
  await prisma().evidenceVerification.createMany({
    data: [reading(item.id, 'intact', 'intact'), reading(null, 'intact', 'intact')],
  });
  await prisma().evidenceItem.update({ where: { id: item.id }, data: { verifyState: 'intact' } });
  expect([await integrity(), await broken()]).toEqual([{ items: [], chain: null }, [0]]);
  const detail = (await send(analyst, `/cases/${caseId}/evidence/${item.id}`)).body;
  expect((detail['verifications'] as { verdict: string }[]).map((row) => row.verdict)).toEqual(['intact', 'broken']);
});

test('[F2.nightly] the whole case is read again when somebody asks: the chain and each sealed item once', async () => {
  expect(await send(analyst, `/cases/${caseId}/verify`, {})).toMatchObject({ status: 200, body: { items: 1 } });
  expect(await send(analyst, `/cases/${caseId}/verify`, {})).toMatchObject({ status: 200, body: { items: 1 } });
  const queued = await prisma().evidenceVerification.findMany({ where: { caseId, state: 'queued' } });
  expect(queued.map((row) => [row.evidenceId === null, row.requestedById])).toEqual([
    [true, analyst],
    [false, analyst],
  ]);
});

test('[F2.not-anchored-words] the Evidence tab says since when the chain is not anchored, or by whom it is', async () => {
  const state = (await send(analyst, `/cases/${caseId}/custody`)).body;
  expect(state['anchor']).toEqual({ newest: null, notSince: null, failure: null });
});
