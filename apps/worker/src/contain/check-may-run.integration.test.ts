import { authorisePlatform, writeContainmentSwitch } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { aCase, aMember, anAccount, aPrincipal, aUser, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CollectParts } from '../parts.ts';
import { checkMayRun } from './check-may-run.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function anAction(running: string) {
  const { id: caseId } = await aCase(database.db);
  const [proposer, approver] = [
    await aMember(database.db, caseId, 'analyst'),
    await aMember(database.db, caseId, 'lead'),
  ];
  const row = await database.db.prisma.containmentAction.create({
    data: {
      id: newId(),
      caseId,
      kind: 'aws/ec2-isolate',
      cloudAccountId: (await anAccount(database.db)).id,
      region: 'eu-central-1',
      target: 'i-0123456789abcdef0',
      running,
      proposedById: proposer.id,
      approvedById: approver.id,
    },
  });
  const leave = (userId: string) => database.db.prisma.caseMember.deleteMany({ where: { caseId, userId } });
  const ask = (as = running) => checkMayRun({ db: database.db } as CollectParts, { ...row, running: as });
  return { row, proposer, approver, leave, ask };
}

const left = { code: 'permission.denied', facts: { reason: 'requester-left' } };

test('an approval dies with the membership of who gave it; a half-applied action is finished [S1.membership-again]', async () => {
  const { row, approver, leave, ask } = await anAction('apply');
  await ask();
  await leave(approver.id);
  await expect(ask()).rejects.toMatchObject(left);
  await ask('undo');
  await ask('verify');
  await database.db.prisma.actionStep.create({
    data: { id: newId(), caseId: row.caseId, actionId: row.id, phase: 'apply', key: 'cut', index: 0, title: 'Cut' },
  });
  await ask();
});

test('a plan is made only for a member who may still propose [S1.membership-again]', async () => {
  const { proposer, leave, ask } = await anAction('plan');
  await ask();
  await leave(proposer.id);
  await expect(ask()).rejects.toMatchObject(left);
});

test('switched off, the worker itself refuses to plan and apply, and still undoes', async () => {
  const [plan, apply] = [await anAction('plan'), await anAction('apply')];
  const admin = await aUser(database.db, { role: 'admin' });
  const access = await authorisePlatform(database.db, aPrincipal(admin), 'settings:manage');
  await writeContainmentSwitch(database.db, access, { enabled: false, reason: 'wait' });
  for (const { ask } of [plan, apply])
    await expect(ask()).rejects.toMatchObject({ code: 'action.switched_off', facts: { reason: 'wait' } });
  await apply.ask('undo');
  await writeContainmentSwitch(database.db, access, { enabled: true, reason: 'go on' });
  await apply.ask();
});
