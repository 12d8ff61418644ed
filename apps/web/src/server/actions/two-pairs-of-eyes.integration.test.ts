import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

let web: TestWeb;
let lead: string;
let otherLead: string;
let seeded: SeededCase;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  lead = await web.addUser('lead');
  otherLead = await web.addUser('lead');
});
beforeEach(async () => {
  seeded = await seedCase(web.platform, lead, [otherLead], 'EYES');
});
afterAll(() => web.close());

async function step(what: string, by: string, body: unknown = {}) {
  const path = `/cases/${seeded.caseId}/actions/${seeded.actionId}/${what}`;
  const response = await web.send(path, { method: 'POST', body, cookie: await web.cookieOf(by) });
  const answer = (await response.json()) as { code?: string; state?: string; running?: string | null };
  return { status: response.status, ...answer };
}
const custody = async () =>
  (
    await web.platform.db.prisma.custodyRow.findMany({ where: { caseId: seeded.caseId }, orderBy: { number: 'asc' } })
  ).map((row) => (JSON.parse(row.entry) as { what: string }).what);

test('the proposer does not approve; another lead does, and only then it can be applied [F13.second-person]', async () => {
  const { planHash } = seeded;
  expect(await step('apply', lead)).toMatchObject({ status: 409 });
  expect(await step('submit', lead, { planHash })).toMatchObject({ state: 'proposed' });
  expect(await step('approve', lead, { planHash })).toMatchObject({ status: 403, code: 'action.self_approval' });
  expect(await step('approve', otherLead, { planHash })).toMatchObject({ state: 'approved' });
  expect(await step('apply', lead)).toMatchObject({ state: 'approved', running: 'apply' });
  expect(await step('undo', lead)).toMatchObject({ status: 409 });
  expect(await custody()).toEqual(['evidence sealed', 'action proposed', 'action approved']);
});

test('an approval is for the plan that was seen: another hash is refused, a new plan withdraws it [F13.bound-to-plan]', async () => {
  const { planHash } = seeded;
  const other = 'f'.repeat(64);
  expect(await step('submit', lead, { planHash: other })).toMatchObject({ code: 'action.not_approved' });
  await step('submit', lead, { planHash });
  expect(await step('approve', otherLead, { planHash: other })).toMatchObject({ code: 'action.not_approved' });
  await step('approve', otherLead, { planHash });
  const { prisma } = web.platform.db;
  await prisma.containmentAction.update({ where: { id: seeded.actionId }, data: { planHash: other } });
  expect(await step('apply', lead)).toMatchObject({ code: 'action.not_approved' });
  expect(await step('plan', lead)).toMatchObject({ state: 'draft', running: 'plan' });
  const row = await prisma.containmentAction.findUniqueOrThrow({ where: { id: seeded.actionId } });
  expect([row.approvedById, row.approvedHash]).toEqual([null, null]);
});

test('alone with a typed reason: allowed, told to every lead, and in the custody chain [F13.break-glass]', async () => {
  const { planHash } = seeded;
  await step('submit', lead, { planHash });
  expect(await step('approve', lead, { planHash, breakGlass: 'too short' })).toMatchObject({ status: 400 });
  const breakGlass = 'Night shift, exfiltration is running, nobody else answers the phone.';
  expect(await step('approve', lead, { planHash, breakGlass })).toMatchObject({ state: 'approved' });
  const told = await web.platform.db.prisma.liveEvent.findMany({
    where: { kind: 'notification', subject: seeded.actionId },
  });
  expect(told.map((event) => event.userId).sort()).toEqual([lead, otherLead].sort());
  expect(JSON.stringify(told.map((event) => event.payload))).toContain('Night shift');
});

test('volatile evidence that is not collected wants a reason, not leave [F13.volatile-gate]', async () => {
  const gate = [{ sourceId: 'aws/ec2-disk', label: 'disks of i-1' }];
  await web.platform.db.prisma.containmentAction.update({ where: { id: seeded.actionId }, data: { gate } });
  const { planHash } = seeded;
  expect(await step('submit', lead, { planHash })).toMatchObject({ status: 400, facts: { gate } });
  const gateReason = 'The disk cannot be read any more.';
  expect(await step('submit', lead, { planHash, gateReason })).toMatchObject({ state: 'proposed', gateReason });
});

test('a protected target is never proposed, and what a worker holds is not touched [F13.never-targets]', async () => {
  const { prisma } = web.platform.db;
  const { actionId, planHash } = seeded;
  await prisma.containmentAction.update({
    where: { id: actionId },
    data: { plan: { protectedBecause: 'it is our own role' } },
  });
  expect(await step('submit', lead, { planHash })).toMatchObject({ status: 403, code: 'action.protected_target' });
  await prisma.containmentAction.update({ where: { id: actionId }, data: { plan: {}, running: 'plan' } });
  expect(await step('submit', lead, { planHash })).toMatchObject({ status: 409 });
});

test('past its time it stays in force until a lead keeps it, with a reason and a new time, or undoes it [F12.expiry-asks]', async () => {
  const { prisma } = web.platform.db;
  const where = { id: seeded.actionId };
  const reason = 'the attacker still tries the key every night';
  const past = new Date(Date.now() - 60_000);
  expect(await step('keep', lead, { expiresAt: null, reason })).toMatchObject({ status: 409 });
  await prisma.containmentAction.update({ where, data: { state: 'applied', expiresAt: past, askedAt: new Date() } });
  expect(await step('keep', lead, { expiresAt: past.toISOString(), reason })).toMatchObject({
    code: 'request.invalid',
  });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await step('keep', lead, { expiresAt: until, reason })).toMatchObject({ state: 'applied', askedAt: null });
  const row = await prisma.containmentAction.findUniqueOrThrow({ where });
  expect(row.expiresAt?.toISOString()).toBe(until);
  const audited = await prisma.auditRow.findFirstOrThrow({ where: { action: 'containment kept in force' } });
  expect(audited.details).toMatchObject({ reason });
});

test('an account without the contain grant takes no action: the refusal names the grant [S4.four-grants]', async () => {
  const { cloudAccount } = web.platform.db.prisma;
  const where = { id: seeded.accountId };
  const { roleArns } = await cloudAccount.findUniqueOrThrow({ where });
  const { contain, ...others } = roleArns as Record<string, string>;
  expect(contain).toMatch(/^arn:/);
  const target = 'i-0123456789abcdef0';
  const body = { kind: 'aws/ec2-isolate', accountId: where.id, region: 'eu-central-1', target };
  const draft = async () => {
    const cookie = await web.cookieOf(lead);
    const fields = { ...body, parameters: { instanceId: target, region: body.region } };
    const response = await web.send(`/cases/${seeded.caseId}/actions`, { method: 'POST', body: fields, cookie });
    return { status: response.status, ...((await response.json()) as object) };
  };
  await cloudAccount.update({ where, data: { credentialKind: 'role', roleArns: others } });
  expect(await draft()).toMatchObject({ status: 409, facts: { missingGrants: ['contain'] } });
  await cloudAccount.update({ where, data: { roleArns: { ...others, contain } } });
  expect(await draft()).toMatchObject({ status: 200, state: 'draft' });
});
