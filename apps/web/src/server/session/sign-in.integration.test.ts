import { hashPassword } from '@virga/runtime';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWeb, requestOf, type TestWeb } from '../../testing/test-web.ts';
import { handleAuth } from './handle-auth.ts';

const password = 'a long enough passphrase';
let web: TestWeb;
let phc: string;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  phc = await hashPassword(password);
});
afterAll(() => web.close());

/** As the sign-in page does it: csrf token and its cookie, then the credentials as JSON. */
async function signIn(email: string, typed: string, headers: Record<string, string> = {}) {
  const first = await handleAuth(web.platform, requestOf('/api/auth/csrf'));
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const body = { csrfToken, email, password: typed, json: 'true', callbackUrl: '/' };
  const response = await handleAuth(
    web.platform,
    requestOf('/api/auth/callback/credentials', { body, cookie, headers }),
  );
  const { url } = (await response.json().catch(() => ({}))) as { url?: string };
  const session = response.headers.getSetCookie().find((line) => line.startsWith('virga.session='));
  const error = url ? new URL(url, 'http://x').searchParams.get('error') : null;
  return { status: response.status, error, setCookie: session ?? null, cookie: session?.split(';')[0] ?? '' };
}

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
    const start = performance.now();
    const { status, error, setCookie } = await signIn(email, typed);
    return { answer: JSON.stringify({ status, error, setCookie }), ms: performance.now() - start };
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
  // argon2id takes some 30 ms: an account that skips it would answer in a fraction of the others' time.
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

test('a one-time password opens nothing but its own change; the change ends the other sessions [S1.first-password]', async () => {
  await person('six@test.invalid', { passwordMustChange: true });
  const [one, other] = [await signIn('six@test.invalid', password), await signIn('six@test.invalid', password)];
  const refused = await web.send('/cases', { cookie: one.cookie });
  expect([refused.status, ((await refused.json()) as { facts: object }).facts]).toEqual([
    403,
    { reason: 'password-must-change' },
  ]);
  const body = { current: password, next: 'another long passphrase' };
  expect((await web.send('/session/password', { body, cookie: one.cookie })).status).toBe(200);
  expect((await web.send('/cases', { cookie: one.cookie })).status).toBe(200);
  expect((await web.send('/session', { cookie: other.cookie })).status).toBe(401);
});

test('sign-in needs our own origin and JSON: a form of a foreign page does nothing [S2.same-origin]', async () => {
  await person('seven@test.invalid');
  expect((await signIn('seven@test.invalid', password, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await signIn('seven@test.invalid', password, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await signIn('seven@test.invalid', password, form)).status).toBe(403);
});
