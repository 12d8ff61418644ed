import { AppError, type Permission, permissions, roleHas, roles } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { aCase, aMember, aPrincipal, aUser, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorise, authorisePlatform } from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
}

const names = Object.keys(permissions) as Permission[];
const inCase = names.filter((name) => permissions[name].inCase);
const outside = names.filter((name) => !permissions[name].inCase);

describe('authorise', () => {
  it.each(roles)('gives a member with role %s exactly what the table says [S1.one-maker]', async (role) => {
    const row = await aCase(test.db);
    const principal = aPrincipal(await aMember(test.db, row.id, role));
    for (const permission of inCase) {
      const asked = authorise(test.db, principal, permission, row.id);
      if (roleHas(role, permission)) expect(await asked).toMatchObject({ caseId: row.id, role, permission });
      else expect((await refusal(asked)).code).toBe('permission.denied');
    }
    for (const permission of outside) {
      const asked = authorisePlatform(test.db, principal, permission);
      if (roleHas(role, permission)) expect(await asked).toMatchObject({ role, permission });
      else expect((await refusal(asked)).code).toBe('permission.denied');
    }
  });

  it('answers a foreign case exactly like an unknown one, for every permission and role [S1.foreign-id-404]', async () => {
    const foreign = await aCase(test.db);
    for (const role of roles) {
      const principal = aPrincipal(await aUser(test.db, { role }));
      for (const permission of inCase) {
        const [one, two, three] = await Promise.all(
          [foreign.id, newId(), "x' OR 1=1"].map((id) => refusal(authorise(test.db, principal, permission, id))),
        );
        const bytes = [one, two, three].map((error) => JSON.stringify({ ...error!, message: error!.message }));
        expect(one!.code).toBe('resource.not_found');
        expect(new Set(bytes).size).toBe(1);
      }
    }
  });

  it('takes the role from the database, not from the caller, and refuses who was disabled', async () => {
    const row = await aCase(test.db);
    const user = await aMember(test.db, row.id, 'observer');
    const principal = { ...aPrincipal(user), role: 'lead' as const };
    expect((await refusal(authorise(test.db, principal, 'case:close', row.id))).code).toBe('permission.denied');
    await test.db.prisma.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect((await refusal(authorise(test.db, principal, 'case:read', row.id))).code).toBe('session.required');
    expect((await refusal(authorisePlatform(test.db, principal, 'case:list'))).code).toBe('session.required');
  });

  it('asks for the password again after ten minutes, and never believes a time in the future', async () => {
    const row = await aCase(test.db);
    const lead = aPrincipal(await aMember(test.db, row.id, 'lead'));
    for (const stepUpAt of [null, new Date(Date.now() - 10 * 60_000 - 1), new Date(Date.now() + 60_000)])
      for (const permission of inCase.filter((name) => 'stepUp' in permissions[name]))
        expect((await refusal(authorise(test.db, { ...lead, stepUpAt }, permission, row.id))).code).toBe(
          'session.step_up',
        );
    expect(await authorise(test.db, lead, 'report:approve', row.id)).toBeTruthy();
  });

  it('a token has its own permissions and cases only, and never approves or manages [S1.tokens-never]', async () => {
    const [mine, other] = [await aCase(test.db), await aCase(test.db)];
    const lead = await aMember(test.db, mine.id, 'lead');
    await test.db.prisma.caseMember.create({ data: { caseId: other.id, userId: lead.id, addedById: lead.id } });
    const token = { ...aPrincipal(lead), tokenId: newId(), tokenPermissions: names, tokenCaseIds: [mine.id] };
    expect(await authorise(test.db, token, 'timeline:read', mine.id)).toBeTruthy();
    expect(await authorise(test.db, token, 'evidence:export', mine.id)).toBeTruthy();
    expect((await refusal(authorise(test.db, token, 'timeline:read', other.id))).code).toBe('resource.not_found');
    const narrow = { ...token, tokenPermissions: ['case:read'] };
    expect((await refusal(authorise(test.db, narrow, 'timeline:read', mine.id))).code).toBe('permission.denied');
    for (const permission of ['action:approve', 'report:approve', 'case:members'] as const)
      expect((await refusal(authorise(test.db, token, permission, mine.id))).code).toBe('permission.denied');
    expect((await refusal(authorisePlatform(test.db, token, 'self:write'))).code).toBe('permission.denied');
  });
});
