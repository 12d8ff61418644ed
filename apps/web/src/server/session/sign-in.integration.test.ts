import { newId } from '@virga/domain/ids';
import { hashPassword } from '@virga/runtime';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignInTry, signInTo } from '../../testing/sign-in.ts';
import { openTestWeb, requestOf, type TestWeb } from '../../testing/test-web.ts';
import { authCookies } from './auth-cookies.ts';
import { handleAuth } from './handle-auth.ts';

const password = 'a long enough passphrase';
let web: TestWeb;
let phc: string;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  phc = await hashPassword(password);
});
afterAll(() => web.close());

const signIn = (email: string, typed: string, more: SignInTry = {}) => signInTo(web, email, typed, more);

async function person(email: string, more = {}) {
  return web.addUser('analyst', { email, passwordHash: phc, ...more });
}

test('signing in gives a HttpOnly, SameSite=Lax cookie whose JWT holds a random id and nothing about the person [S1.session-row] [S2.cookie]', async () => {
  const userId = await person('one@test.invalid');
  const { setCookie, cookie } = await signIn('One@test.invalid ', password);
  expect(setCookie).toMatch(/HttpOnly/i);
  expect(setCookie).toMatch(/SameSite=Lax/i);
  const me = (await (await web.send('/session', { cookie })).json()) as {
    user: { id: string };
    session: { id: string };
  };
  expect(me.user.id).toBe(userId);
  const { decode } = await import('next-auth/jwt');
  const claims = await decode({ token: cookie.split('=')[1]!, secret: web.platform.env.NEXTAUTH_SECRET });
  expect(Object.keys(claims!).sort()).toEqual(['exp', 'iat', 'jti', 'sid']);
  const row = await web.platform.db.prisma.session.findUniqueOrThrow({ where: { id: me.session.id } });
  expect(row.tokenHash).not.toContain(String(claims!['sid']));
});

test('every sign-in has a session id of its own, and ending one stops it at once', async () => {
  await person('two@test.invalid');
  const [first, second] = [await signIn('two@test.invalid', password), await signIn('two@test.invalid', password)];
  expect(first.cookie).not.toBe(second.cookie);
  const ended = await web.send('/session/end', { method: 'POST', cookie: first.cookie });
  expect(ended.status).toBe(200);
  expect(ended.headers.getSetCookie()[0]).toMatch(/^virga\.session=;.*Max-Age=0/);
  expect((await web.send('/session', { cookie: first.cookie })).status).toBe(401);
  expect((await web.send('/session', { cookie: second.cookie })).status).toBe(200);
});

test('a session ends by idling 8 h, at 12 h, with its account, and with a changed role [S1.session-times]', async () => {
  const userId = await person('three@test.invalid');
  const { prisma } = web.platform.db;
  const age = async (data: { lastSeenAt?: Date; expiresAt?: Date }) => {
    const { cookie } = await signIn('three@test.invalid', password);
    await prisma.session.updateMany({ where: { userId, endedAt: null }, data });
    return (await web.send('/session', { cookie })).status;
  };
  expect(await age({ lastSeenAt: new Date(Date.now() - 8 * 3_600_000 + 60_000) })).toBe(200);
  expect(await age({ lastSeenAt: new Date(Date.now() - 8 * 3_600_000 - 1000) })).toBe(401);
  expect(await age({ expiresAt: new Date(Date.now() - 1000) })).toBe(401);
  const admin = await web.cookieOf(await web.addUser('admin'));
  const { cookie } = await signIn('three@test.invalid', password);
  await web.send(`/users/${userId}`, { method: 'PATCH', body: { role: 'lead' }, cookie: admin });
  expect((await web.send('/session', { cookie })).status).toBe(401);
  const again = await signIn('three@test.invalid', password);
  await web.send(`/users/${userId}`, { method: 'PATCH', body: { disabled: true }, cookie: admin });
  expect((await web.send('/session', { cookie: again.cookie })).status).toBe(401);
  expect(await signIn('three@test.invalid', password)).toMatchObject({ error: 'refused', setCookie: null });
});

test('unknown, wrong and disabled get one answer in about the same time [S1.lockout]', async () => {
  await person('four@test.invalid');
  await person('off@test.invalid', { disabledAt: new Date() });
  const timed = async (email: string, typed: string) => {
    // Work, not time on the clock: what else the machine does must not decide. The web app runs in this process.
    const start = process.cpuUsage();
    const { status, error, setCookie } = await signIn(email, typed);
    const { user, system } = process.cpuUsage(start);
    return { answer: JSON.stringify({ status, error, setCookie }), ms: (user + system) / 1000 };
  };
  await timed('warm@test.invalid', 'up');
  const results = { wrong: [] as number[], unknown: [] as number[], disabled: [] as number[] };
  const answers = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    for (const [kind, email] of [
      ['wrong', 'four'],
      ['unknown', 'nobody'],
      ['disabled', 'off'],
    ] as const) {
      const { answer, ms } = await timed(`${email}@test.invalid`, 'not the password');
      answers.add(answer);
      results[kind].push(ms);
    }
  }
  expect(answers.size).toBe(1);
  const fastest = Object.values(results).map((times) => Math.min(...times));
  // argon2id takes some 30 ms: an account that skips it would be answered with a fraction of the others' work.
  expect(Math.min(...fastest) / Math.max(...fastest)).toBeGreaterThan(0.4);
});

test('ten failures lock an account, known or not, also for the right password; the lock runs out by itself [S1.lockout]', async () => {
  await person('five@test.invalid');
  for (const email of ['five@test.invalid', 'ghost@test.invalid']) {
    for (let round = 0; round < 10; round += 1) expect((await signIn(email, 'wrong')).error).toBe('refused');
    expect((await signIn(email, password)).error).toBe('locked');
  }
  await web.platform.db.prisma.signInFailure.updateMany({ data: { at: new Date(Date.now() - 16 * 60_000) } });
  expect((await signIn('five@test.invalid', password)).setCookie).not.toBeNull();
});

test('a failure is forgotten after a day, with the next one', async () => {
  const { signInFailure } = web.platform.db.prisma;
  await signIn('typed into the wrong field', 'wrong');
  await signInFailure.updateMany({ data: { at: new Date(Date.now() - 25 * 3_600_000) } });
  await signIn('later@test.invalid', 'wrong');
  expect((await signInFailure.findMany()).map((row) => row.account)).toEqual(['later@test.invalid']);
});

test('a one-time password opens nothing but its own change; the change ends the other sessions [S1.first-password]', async () => {
  await person('six@test.invalid', { passwordMustChange: true });
  const [one, other] = [await signIn('six@test.invalid', password), await signIn('six@test.invalid', password)];
  const refused = await web.send('/cases', { cookie: one.cookie });
  expect([refused.status, ((await refused.json()) as { facts: object }).facts]).toEqual([
    403,
    { reason: 'password-must-change' },
  ]);
  const easy = { current: password, next: 'six@test.invalid 1' };
  expect((await web.send('/session/password', { body: easy, cookie: one.cookie })).status).toBe(400);
  const body = { current: password, next: 'another long passphrase' };
  expect((await web.send('/session/password', { body, cookie: one.cookie })).status).toBe(200);
  expect((await web.send('/cases', { cookie: one.cookie })).status).toBe(200);
  expect((await web.send('/session', { cookie: other.cookie })).status).toBe(401);
});

test('on https every cookie of a sign-in is __Host-, Secure and HttpOnly [S2.cookie]', async () => {
  const env = { ...web.platform.env, NEXTAUTH_URL: 'https://virga.example' };
  const ask = requestOf('/api/auth/csrf', { headers: { host: 'virga.example' } });
  const set = (await handleAuth({ ...web.platform, env }, ask)).headers.getSetCookie();
  expect(set.length).toBeGreaterThanOrEqual(2);
  for (const line of set) expect(line).toMatch(/^__Host-virga\.[a-z-]+=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const names = Object.values(authCookies(env)).map(({ name, options }) => [name.slice(0, 7), options.secure]);
  expect(names).toEqual(Array(6).fill(['__Host-', true]));
  expect(Object.values(authCookies(web.platform.env)).some(({ name }) => name.startsWith('__'))).toBe(false);
});

test('sign-in needs our own origin and JSON: a form of a foreign page does nothing [S2.same-origin]', async () => {
  await person('seven@test.invalid');
  expect((await signIn('seven@test.invalid', password, { headers: { origin: 'https://evil.example' } })).status).toBe(
    403,
  );
  expect((await signIn('seven@test.invalid', password, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
    403,
  );
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await signIn('seven@test.invalid', password, { headers: form })).status).toBe(403);
});

test('a body of the sign-in is read up to 16 kB, and one that is no object is the sender’s fault [S2.rate-limits]', async () => {
  const send = async (body: unknown) => {
    const answer = await handleAuth(web.platform, requestOf('/api/auth/callback/credentials', { body }));
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  expect(await send({ password: 'x'.repeat(16_384) })).toEqual([413, 'request.too_large']);
  expect(await send(['a'])).toEqual([400, 'request.invalid']);
});

test('fifty failures from one address close it for every account, and only for a while [S1.lockout]', async () => {
  const behindProxy = await openTestWeb(await testDatabase(), { VIRGA_TRUST_PROXY: 'true' });
  try {
    await behindProxy.addUser('analyst', { email: 'eight@test.invalid', passwordHash: phc });
    const failures = Array.from({ length: 50 }, (_, index) => ({
      id: newId(),
      account: `guess-${index}@test.invalid`,
      address: '203.0.113.9',
    }));
    const { signInFailure } = behindProxy.platform.db.prisma;
    await signInFailure.createMany({ data: failures });
    const from = (address: string) =>
      signInTo(behindProxy, 'eight@test.invalid', password, { headers: { 'x-forwarded-for': address } });
    expect((await from('203.0.113.9')).error).toBe('locked');
    expect((await from('1.2.3.4, 203.0.113.9')).error).toBe('locked');
    expect((await from('203.0.113.10')).setCookie).not.toBeNull();
    await signInFailure.updateMany({ data: { at: new Date(Date.now() - 16 * 60_000) } });
    expect((await from('203.0.113.9')).setCookie).not.toBeNull();
  } finally {
    await behindProxy.close();
  }
});

test('a new sign-in in the same browser ends the session it had [S1.session-times]', async () => {
  await person('nine@test.invalid');
  const first = await signIn('nine@test.invalid', password);
  const second = await signIn('nine@test.invalid', password, { cookie: first.cookie });
  expect((await web.send('/session', { cookie: first.cookie })).status).toBe(401);
  const list = (await (await web.send('/session/sessions', { cookie: second.cookie })).json()) as {
    items: { endedReason: string | null }[];
  };
  expect(list.items.map((row) => row.endedReason)).toEqual([null, 'replaced by a new sign-in']);
});

test('sessions are listed, and ended one by one by their owner, all at once by an admin [S1.session-end]', async () => {
  const userId = await person('eleven@test.invalid');
  const cookies: string[] = [];
  for (let browser = 0; browser < 3; browser += 1) cookies.push((await signIn('eleven@test.invalid', password)).cookie);
  const [here, there, elsewhere] = cookies as [string, string, string];
  const idOf = async (cookie: string) =>
    ((await (await web.send('/session', { cookie })).json()) as { session: { id: string } }).session.id;
  const statuses = async () =>
    Promise.all(cookies.map(async (cookie) => (await web.send('/session', { cookie })).status));
  const list = (await (await web.send('/session/sessions', { cookie: here })).json()) as { items: { id: string }[] };
  expect(list.items.map((row) => row.id)).toEqual(expect.arrayContaining([await idOf(there), await idOf(elsewhere)]));
  const foreign = await web.cookieOf(await web.addUser('analyst'));
  const end = `/session/sessions/${await idOf(there)}/end`;
  expect((await web.send(end, { method: 'POST', cookie: foreign })).status).toBe(404);
  expect(await statuses()).toEqual([200, 200, 200]);
  expect((await web.send(end, { method: 'POST', cookie: here })).status).toBe(200);
  expect(await statuses()).toEqual([200, 401, 200]);
  const admin = await web.cookieOf(await web.addUser('admin'));
  expect((await web.send(`/users/${userId}/sessions/end`, { method: 'POST', cookie: admin })).status).toBe(200);
  expect(await statuses()).toEqual([401, 401, 401]);
});

test('forgetting the confirmation asks again at once [S1.step-up]', async () => {
  await person('ten@test.invalid');
  const { cookie } = await signIn('ten@test.invalid', password);
  const body = { name: 't', permissions: ['case:list'], caseIds: [], days: 1 };
  expect((await web.send('/tokens', { body, cookie })).status).toBe(200);
  await web.send('/session/step-up/end', { method: 'POST', cookie });
  const refused = await web.send('/tokens', { body, cookie });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'session.step_up']);
  const wrong = await web.send('/session/step-up', { body: { password: 'not this' }, cookie });
  expect(wrong.status).toBe(403);
  expect((await web.send('/tokens', { body, cookie })).status).toBe(403);
  expect((await web.send('/session/step-up', { body: { password }, cookie })).status).toBe(200);
  expect((await web.send('/tokens', { body, cookie })).status).toBe(200);
});
