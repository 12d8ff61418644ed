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
  seeded = await seedCase(web.platform, lead, [], 'SWITCH');
});
afterAll(() => web.close());

const turn = async (enabled: boolean, reason: string, stepUpAt?: Date) =>
  web.send('/settings', {
    method: 'PATCH',
    body: { containment: { enabled, reason } },
    cookie: await web.cookieOf(admin, stepUpAt),
  });

test('switched off, nothing is drafted, approved or applied; undo goes on; every lead is told why', async () => {
  expect((await turn(false, 'not confirmed', new Date(0))).status).toBe(403);
  expect((await turn(false, ' ')).status).toBe(400);
  const switched = await turn(false, 'customer asked us to wait');
  expect(await switched.json()).toMatchObject({
    containment: { enabled: false, reason: 'customer asked us to wait' },
  });
  const { prisma } = web.platform.db;
  const cookie = await web.cookieOf(lead);
  const code = async (step: string, body: object, state: string) => {
    await prisma.containmentAction.update({
      where: { id: seeded.actionId },
      data: { state, running: null, planHash: seeded.planHash, approvedHash: seeded.planHash, proposedById: admin },
    });
    const response = await web.send(`/cases/${seeded.caseId}/actions/${seeded.actionId}/${step}`, { body, cookie });
    return ((await response.json()) as { code?: string }).code ?? response.status;
  };
  expect(await code('approve', { planHash: seeded.planHash }, 'proposed')).toBe('action.switched_off');
  expect(await code('apply', {}, 'approved')).toBe('action.switched_off');
  expect(await code('undo', {}, 'applied')).toBe(200);
  const told = await prisma.liveEvent.findMany({ where: { userId: lead, kind: 'notification' } });
  expect(told.map((row) => row.payload)).toMatchObject([
    { what: 'containment switched off', reason: 'customer asked us to wait' },
  ]);
  const rows = await prisma.auditRow.findMany({ where: { action: 'setting changed', targetId: 'containment' } });
  expect(rows.map((row) => [row.userId, row.details])).toMatchObject([
    [admin, { value: { enabled: false, reason: 'customer asked us to wait' } }],
  ]);
  await turn(true, 'customer agreed');
  expect(await code('apply', {}, 'approved')).toBe(200);
});
