import { type CustodyEntry, firstPreviousHash } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import {
  aCase,
  aMember,
  anAccess,
  anAccount,
  anEvidenceItem,
  aPrincipal,
  aUser,
  type TestDatabase,
  testDatabase,
} from '@virga/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMember,
  authorise,
  authorisePlatform,
  createAcquisition,
  createCase,
  createEvidenceItem,
  grantAccount,
  joinAsAdmin,
  listAudit,
  listCaseAccounts,
  listCustody,
  listMembers,
  listMyCases,
  readAcquisition,
  readCaseAccount,
  readEvidenceItem,
  readSetting,
  removeMember,
  revokeAccount,
  updateEvidenceItem,
  writeSetting,
} from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const notFound = { code: 'resource.not_found' };

function opened(caseId: string): CustodyEntry {
  const actor = { userId: null, name: 'test', cloudIdentity: null };
  const when = { ours: '2026-11-22T00:00:00.000000Z', provider: null, offsetMs: null };
  const rest = { evidenceId: null, hash: null, hashedAt: null, requestIds: [], tool: 'test', details: {} };
  const links = { previousHash: firstPreviousHash, entryHash: 'e'.repeat(64) };
  return { caseId, number: 1, what: 'case opened', actor, when, ...rest, ...links };
}

describe('a case', () => {
  it('opens with its first member, its accounts, an audit row and its first custody entry', async () => {
    const lead = await aUser(test.db, { role: 'lead' });
    const account = await anAccount(test.db, { staged: true });
    const access = await authorisePlatform(test.db, aPrincipal(lead), 'case:create');
    const fields = { title: 'Exfiltration', cloudAccountIds: [account.id] };
    const row = await createCase(test.db, access, fields, ({ id }) => opened(id));
    expect(row).toMatchObject({ title: 'Exfiltration', staged: true, status: 'open' });
    expect(await listMyCases(test.db, lead.id)).toEqual([row]);
    const mine = await anAccess(test.db, lead, row.id, 'case:read');
    expect(await listCustody(test.db, mine)).toHaveLength(1);
    expect((await listCaseAccounts(test.db, mine)).map(({ id }) => id)).toEqual([account.id]);
    const admin = await authorisePlatform(test.db, aPrincipal(await aUser(test.db, { role: 'admin' })), 'audit:read');
    expect(await listAudit(test.db, admin, { caseId: row.id })).toMatchObject([
      { action: 'case opened', userId: lead.id },
    ]);
    await expect(
      createCase(test.db, access, { title: 'x', cloudAccountIds: [newId()] }, ({ id }) => opened(id)),
    ).rejects.toMatchObject(notFound);
  });

  it('gains and loses members, keeps a lead, and shows why an admin joined [S1.admin-reason] [S1.leads-choose]', async () => {
    const row = await aCase(test.db, { members: [] });
    const lead = await aMember(test.db, row.id, 'lead');
    const access = await anAccess(test.db, lead, row.id, 'case:members');
    const analyst = await aUser(test.db);
    await addMember(test.db, access, { userId: analyst.id });
    await addMember(test.db, access, { userId: analyst.id });
    await expect(addMember(test.db, access, { userId: newId() })).rejects.toMatchObject(notFound);
    const asAnalyst = authorise(test.db, aPrincipal(analyst), 'case:members', row.id);
    await expect(asAnalyst).rejects.toMatchObject({ code: 'permission.denied' });
    const admin = await aUser(test.db, { role: 'admin' });
    const platform = await authorisePlatform(test.db, aPrincipal(admin), 'user:manage');
    await expect(joinAsAdmin(test.db, platform, row.id, ' ')).rejects.toMatchObject({ code: 'request.invalid' });
    await joinAsAdmin(test.db, platform, row.id, 'lead is on leave');
    const members = await listMembers(test.db, access);
    expect(members.map(({ userId, reason }) => [userId, reason])).toEqual([
      [lead.id, ''],
      [analyst.id, ''],
      [admin.id, 'lead is on leave'],
    ]);
    await removeMember(test.db, access, analyst.id);
    await expect(authorise(test.db, aPrincipal(analyst), 'case:read', row.id)).rejects.toMatchObject(notFound);
    await expect(removeMember(test.db, access, lead.id)).rejects.toMatchObject({ code: 'resource.conflict' });
    expect((await listMembers(test.db, access)).map(({ userId }) => userId)).toContain(lead.id);
  });

  it('uses only the accounts granted to it [S1.account-grants]', async () => {
    const row = await aCase(test.db, { members: [] });
    const access = await anAccess(test.db, await aMember(test.db, row.id), row.id, 'acquisition:start');
    const account = await anAccount(test.db);
    await expect(readCaseAccount(test.db, access, account.id)).rejects.toMatchObject(notFound);
    const admin = await authorisePlatform(
      test.db,
      aPrincipal(await aUser(test.db, { role: 'admin' })),
      'account:manage',
    );
    const grant = { caseId: row.id, cloudAccountId: account.id };
    await grantAccount(test.db, admin, grant);
    expect((await readCaseAccount(test.db, access, account.id)).id).toBe(account.id);
    await revokeAccount(test.db, admin, grant);
    await expect(readCaseAccount(test.db, access, account.id)).rejects.toMatchObject(notFound);
  });

  it('a member of case A with every id of case B reads and changes nothing of B', async () => {
    const [a, b] = [await aCase(test.db), await aCase(test.db)];
    const access = await anAccess(test.db, await aMember(test.db, a.id, 'lead'), a.id, 'evidence:read');
    const inB = await anAccess(test.db, await aMember(test.db, b.id, 'lead'), b.id, 'acquisition:start');
    const item = await anEvidenceItem(test.db, b.id);
    const acquisition = await createAcquisition(test.db, inB, {
      sourceId: 's',
      target: 't',
      requestedById: inB.userId,
    });
    await expect(readEvidenceItem(test.db, access, item.id)).rejects.toMatchObject(notFound);
    await expect(updateEvidenceItem(test.db, access, item.id, { title: 'x' })).rejects.toMatchObject(notFound);
    await expect(readAcquisition(test.db, access, acquisition.id)).rejects.toMatchObject(notFound);
    const crossing = createEvidenceItem(test.db, access, { ...newItem, acquisitionId: acquisition.id });
    await expect(crossing).rejects.toThrow(/[Ff]oreign key/);
  });

  it('numbers evidence without gaps when ten items come at once', async () => {
    const row = await aCase(test.db, { members: [] });
    const access = await anAccess(test.db, await aMember(test.db, row.id), row.id, 'evidence:upload');
    const items = await Promise.all(Array.from({ length: 10 }, () => createEvidenceItem(test.db, access, newItem)));
    expect(items.map((item) => item.number).sort((left, right) => left - right)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    const same = await createEvidenceItem(test.db, access, { ...newItem, id: items[0]!.id });
    expect(same.number).toBe(items[0]!.number);
  });
});

const newItem = { title: 'Trail', sourceId: 'aws/cloudtrail', kind: 'pack' as const, format: 'aws/cloudtrail' };

it('settings are read through their schema, and a change leaves an audit row', async () => {
  const admin = await authorisePlatform(
    test.db,
    aPrincipal(await aUser(test.db, { role: 'admin' })),
    'settings:manage',
  );
  const parse = (stored: unknown) => Number(stored);
  expect(await readSetting(test.db, 'limit.nesting', parse, 4)).toBe(4);
  await writeSetting(test.db, admin, 'limit.nesting', 3);
  expect(await readSetting(test.db, 'limit.nesting', parse, 4)).toBe(3);
  const rows = await test.db.prisma.auditRow.findMany({ where: { targetId: 'limit.nesting' } });
  expect(rows).toMatchObject([{ action: 'setting changed', details: { value: 3 } }]);
});
