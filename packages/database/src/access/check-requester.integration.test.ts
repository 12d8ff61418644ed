import { newId } from '@virga/domain/ids';
import { aCase, aMember, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkRequester } from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('a job starts only while who asked is a member with the role for it [S1.membership-again]', async () => {
  const row = await aCase(test.db);
  const scope = { caseId: row.id };
  const analyst = await aMember(test.db, row.id, 'analyst');
  const ask = (userId: string | null) => checkRequester(test.db, scope, userId, 'acquisition:start');
  await ask(analyst.id);
  const refused = { code: 'permission.denied', facts: { reason: 'requester-left' } };
  const { prisma } = test.db;
  const change = (data: { role?: string; disabledAt?: Date | null }) =>
    prisma.user.update({ where: { id: analyst.id }, data });
  await change({ role: 'observer' });
  await expect(ask(analyst.id)).rejects.toMatchObject(refused);
  await change({ role: 'analyst', disabledAt: new Date() });
  await expect(ask(analyst.id)).rejects.toMatchObject(refused);
  await change({ disabledAt: null });
  await ask(analyst.id);
  await prisma.caseMember.deleteMany({ where: { caseId: row.id, userId: analyst.id } });
  await expect(ask(analyst.id)).rejects.toMatchObject(refused);
  for (const nobody of [null, newId()]) await expect(ask(nobody)).rejects.toMatchObject(refused);
});
