import { hashPassword } from '@virga/runtime';
import { testDatabase } from '@virga/testing';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCase } from '../../testing/seed-case.ts';
import { signInTo } from '../../testing/sign-in.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

const password = 'a long enough passphrase';
let web: TestWeb;
let phc: string;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  phc = await hashPassword(password);
});
afterAll(() => web.close());

/** The code of the app at a time: `stepsAhead` 1 is the next one, which is accepted too. */
const codeOf = (secret: string, stepsAhead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

const reasonOf = async (response: Response) =>
  ((await response.json()) as { facts: { reason?: string } }).facts.reason ?? null;

/** Codes change every 30 s: what follows must not straddle the change. */
async function awayFromTheEdge(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 6000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

/** A local account with its factor in force. The code that proved it is used up. */
async function enrolled(role: 'lead' | 'admin' | 'analyst', email: string) {
  await awayFromTheEdge();
  const userId = await web.addUser(role, { email, passwordHash: phc });
  const { cookie } = await signInTo(web, email, password);
  const { secret } = (await (await web.send('/session/second-factor', { method: 'POST', cookie })).json()) as {
    secret: string;
  };
  const confirmed = await web.send('/session/second-factor/confirm', {
    body: { secret, code: codeOf(secret, -1) },
    cookie,
  });
  const { recoveryCodes } = (await confirmed.json()) as { recoveryCodes: string[] };
  return { userId, cookie, secret, recoveryCodes };
}

test('a lead or admin with a password opens nothing but the enrolment until a factor is in force [S1.totp]', async () => {
  for (const role of ['lead', 'admin'] as const) {
    const email = `${role}@test.invalid`;
    await web.addUser(role, { email, passwordHash: phc });
    const { cookie } = await signInTo(web, email, password);
    const refused = await web.send('/cases', { cookie });
    expect([refused.status, await reasonOf(refused)]).toEqual([403, 'second-factor-must-be-set']);
    expect((await web.send('/tokens', { cookie })).status).toBe(403);
    expect((await web.send('/live', { cookie })).status).toBe(403);
    const me = (await (await web.send('/session', { cookie })).json()) as { user: { factorMustBeSet: boolean } };
    expect(me.user.factorMustBeSet).toBe(true);
    const started = await web.send('/session/second-factor', { method: 'POST', cookie });
    const { secret } = (await started.json()) as { secret: string };
    const confirm = (code: string) => web.send('/session/second-factor/confirm', { body: { secret, code }, cookie });
    expect((await confirm('000000')).status).toBe(400);
    expect((await web.send('/cases', { cookie })).status).toBe(403);
    expect((await confirm(codeOf(secret))).status).toBe(200);
    expect((await web.send('/cases', { cookie })).status).toBe(200);
    const removed = await web.send('/session/second-factor/remove', { method: 'POST', cookie });
    expect(removed.status).toBe(409);
    expect((await web.send('/session', { cookie })).status).toBe(200);
  }
});

test('analysts, people of an identity provider and the range are not forced [S1.totp]', async () => {
  await web.addUser('analyst', { email: 'ana@test.invalid', passwordHash: phc });
  const analyst = await signInTo(web, 'ana@test.invalid', password);
  expect((await web.send('/cases', { cookie: analyst.cookie })).status).toBe(200);
  const provided = await web.cookieOf(await web.addUser('lead'));
  expect((await web.send('/cases', { cookie: provided })).status).toBe(200);
  const local = await web.cookieOf(await web.addUser('lead', { passwordHash: phc }));
  expect((await web.send('/cases', { cookie: local })).status).toBe(403);
  const { prisma } = web.platform.db;
  const row = { provider: 'aws', name: 'Range', kind: 'single', credentialKind: 'role', externalId: 'x' };
  const account = await prisma.cloudAccount.create({
    data: { ...row, id: crypto.randomUUID(), externalAccountId: '1', createdById: crypto.randomUUID(), staged: true },
  });
  expect((await web.send('/cases', { cookie: local })).status).toBe(200);
  await prisma.cloudAccount.delete({ where: { id: account.id } });
});

test('sign-in asks for the code, takes each code once, and a wrong one counts towards the lockout [S1.totp]', async () => {
  const { secret } = await enrolled('analyst', 'bea@test.invalid');
  const signIn = (code?: string) => signInTo(web, 'bea@test.invalid', password, code ? { code } : {});
  expect((await signIn()).error).toBe('second-factor');
  expect((await signIn(codeOf(secret, -1))).error).toBe('refused');
  const code = codeOf(secret);
  const [one, two] = await Promise.all([signIn(code), signIn(code)]);
  expect([one.error, two.error].sort()).toEqual(['refused', null].sort());
  expect((await signIn(code)).error).toBe('refused');
  expect((await signIn(`${codeOf(secret, 1).slice(0, 3)} ${codeOf(secret, 1).slice(3)}`)).setCookie).not.toBeNull();
  for (let round = 0; round < 10; round += 1) expect((await signIn('000000')).error).toBe('refused');
  expect((await signIn('000000')).error).toBe('locked');
});

test('a recovery code opens once, and the screen knows how many are left [S1.totp]', async () => {
  const { recoveryCodes, userId } = await enrolled('lead', 'cleo@test.invalid');
  expect(new Set(recoveryCodes).size).toBe(10);
  const signIn = (code: string) => signInTo(web, 'cleo@test.invalid', password, { code });
  const { cookie } = await signIn(recoveryCodes[3]!.toUpperCase());
  const me = (await (await web.send('/session', { cookie })).json()) as { user: { recoveryCodesLeft: number } };
  expect(me.user.recoveryCodesLeft).toBe(9);
  expect((await signIn(recoveryCodes[3]!)).error).toBe('refused');
  expect((await signIn('aaaa-bbbb-cccc')).error).toBe('refused');
  const { prisma } = web.platform.db;
  const rows = await prisma.recoveryCode.findMany({ where: { userId } });
  for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
  expect(await prisma.auditRow.count({ where: { userId, action: 'recovery code used' } })).toBe(1);
});

test('a step that asks again wants the password and the code; wrong ones count towards the lockout [S1.step-up]', async () => {
  const { cookie, secret, userId } = await enrolled('analyst', 'dora@test.invalid');
  const ask = (body: object) => web.send('/session/step-up', { body, cookie });
  const statuses = [
    (await ask({ password })).status,
    (await ask({ password, code: '000000' })).status,
    (await ask({ password: 'wrong', code: codeOf(secret) })).status,
  ];
  expect(statuses).toEqual([403, 403, 403]);
  const failures = await web.platform.db.prisma.signInFailure.count({ where: { account: 'dora@test.invalid' } });
  expect(failures).toBe(3);
  await web.platform.db.prisma.session.updateMany({ where: { userId }, data: { stepUpAt: null } });
  expect((await ask({ password, code: codeOf(secret) })).status).toBe(200);
  expect((await ask({ password, code: codeOf(secret) })).status).toBe(403);
});

test('removing the factor ends every other session of its owner [S1.totp]', async () => {
  const { cookie, secret } = await enrolled('analyst', 'emil@test.invalid');
  const other = await signInTo(web, 'emil@test.invalid', password, { code: codeOf(secret) });
  expect((await web.send('/session', { cookie: other.cookie })).status).toBe(200);
  expect((await web.send('/session/second-factor/remove', { method: 'POST', cookie })).status).toBe(200);
  expect((await web.send('/session', { cookie: other.cookie })).status).toBe(401);
  expect((await web.send('/session', { cookie })).status).toBe(200);
});

test('an admin resets a lost factor or a password with a reason; the members read who, whom and why [S1.admin-reason]', async () => {
  const admin = await enrolled('admin', 'root@test.invalid');
  const victim = await enrolled('lead', 'eve@test.invalid');
  const colleague = await web.addUser('analyst');
  const stranger = await web.addUser('analyst');
  const { caseId } = await seedCase(web.platform, victim.userId, [colleague], 'RESET');
  const reset = (what: string, body: object) =>
    web.send(`/users/${victim.userId}/${what}`, { body, cookie: admin.cookie });
  expect((await reset('second-factor/reset', { reason: ' ' })).status).toBe(400);
  expect((await reset('second-factor/reset', { reason: 'lost the phone' })).status).toBe(200);
  expect((await reset('second-factor/reset', { reason: 'again' })).status).toBe(409);
  expect((await web.send('/cases', { cookie: victim.cookie })).status).toBe(401);
  const again = await signInTo(web, 'eve@test.invalid', password);
  expect((await web.send('/cases', { cookie: again.cookie })).status).toBe(403);
  expect((await reset('password', { reason: 'forgot it' })).status).toBe(200);
  const list = await web.send(`/cases/${caseId}/members`, { cookie: await web.cookieOf(colleague) });
  const { items } = (await list.json()) as {
    items: { user: { id: string }; resets: { what: string; by: { name: string }; reason: string }[] }[];
  };
  const told = items.find((row) => row.user.id === victim.userId)!.resets;
  expect(told.map(({ what, by, reason }) => [what, by.name, reason])).toEqual([
    ['password of a member reset', 'A admin', 'forgot it'],
    ['second factor of a member reset', 'A admin', 'lost the phone'],
  ]);
  const heard = await web.platform.db.prisma.liveEvent.findMany({ where: { caseId, kind: 'notification' } });
  expect(heard).toHaveLength(2);
  expect((await web.send(`/cases/${caseId}/members`, { cookie: await web.cookieOf(stranger) })).status).toBe(404);
});
