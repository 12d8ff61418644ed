import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Forgery, type Issuer, openIssuer, type Person } from '../../testing/open-issuer.ts';
import { openTestWeb, requestOf, type TestWeb } from '../../testing/test-web.ts';
import { handleAuth } from './handle-auth.ts';

let web: TestWeb;
let issuer: Issuer;

beforeAll(async () => {
  issuer = await openIssuer('virga');
  web = await openTestWeb(await testDatabase(), {
    VIRGA_OIDC_ISSUER: issuer.url,
    VIRGA_OIDC_CLIENT_ID: 'virga',
    VIRGA_OIDC_CLIENT_SECRET: 'secret',
  });
});
afterAll(async () => {
  await web.close();
  await issuer.close();
});

const pairsOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(';')[0]!);

interface Change {
  claims?: Record<string, unknown>;
  nonce?: string;
  state?: string;
  challenge?: string;
  forged?: Forgery;
}

/** The whole way: our page, the issuer's address, its answer, our callback. Returns where we are sent and the session cookie. */
async function signIn(person: Person, change: Change = {}) {
  const csrf = await handleAuth(web.platform, requestOf('/api/auth/csrf'));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = { csrfToken, callbackUrl: '/', json: 'true' };
  const begun = await handleAuth(
    web.platform,
    requestOf('/api/auth/signin/openid', { body, cookie: pairsOf(csrf).join('; ') }),
  );
  const asked = new URL(((await begun.json()) as { url: string }).url).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  const nonce = change.nonce ?? asked.get('nonce')!;
  const challenge = change.challenge ?? asked.get('code_challenge')!;
  const { claims, forged } = change;
  issuer.next = { person, nonce, challenge, ...(claims ? { claims } : {}), ...(forged ? { forged } : {}) };
  const cookie = [...pairsOf(csrf), ...pairsOf(begun)].join('; ');
  const state = change.state ?? asked.get('state')!;
  const headers = { 'sec-fetch-site': 'cross-site' };
  const path = `/api/auth/callback/openid?code=c&state=${encodeURIComponent(state)}`;
  const back = await handleAuth(web.platform, requestOf(path, { cookie, headers }));
  const session = pairsOf(back).find((pair) => pair.startsWith('virga.session=')) ?? null;
  const error = new URL(back.headers.get('location') ?? '/', 'http://127.0.0.1:3000').searchParams.get('error');
  return { session, error };
}

const ana = { sub: 'ana-1', email: 'ana@test.invalid', name: 'Ana' };

test('somebody new is kept out until an admin lets him in; then the same subject signs in', async () => {
  expect(await signIn(ana)).toEqual({ session: null, error: 'not-enabled' });
  const { prisma } = web.platform.db;
  const user = await prisma.user.findFirstOrThrow({ where: { oidcSubject: 'ana-1' } });
  expect(user).toMatchObject({ role: 'observer', passwordHash: null, oidcIssuer: issuer.url });
  await prisma.user.update({ where: { id: user.id }, data: { disabledAt: null } });
  const { session } = await signIn(ana);
  const me = (await (await web.send('/session', { cookie: session! })).json()) as { user: { id: string } };
  expect(me.user.id).toBe(user.id);
});

test('a mail address never opens a local account that has it [S1.oidc]', async () => {
  const local = await web.addUser('lead', { email: 'boss@test.invalid' });
  expect(await signIn({ sub: 'mallory', email: 'boss@test.invalid', name: 'Boss' })).toEqual({
    session: null,
    error: 'not-enabled',
  });
  const row = await web.platform.db.prisma.user.findUniqueOrThrow({ where: { id: local } });
  expect(row.oidcSubject).toBeNull();
  expect(await web.platform.db.prisma.session.count({ where: { userId: local } })).toBe(0);
});

test('a wrong state, nonce, verifier, issuer, audience or an old token opens nothing [S1.oidc]', async () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  const wrong: Record<string, Change> = {
    state: { state: 'another' },
    nonce: { nonce: 'another' },
    pkce: { challenge: 'another' },
    issuer: { claims: { iss: 'https://evil.example' } },
    audience: { claims: { aud: 'another-client' } },
    expired: { claims: { iat: past, exp: past + 60 } },
  };
  for (const [what, change] of Object.entries(wrong)) {
    const { session, error } = await signIn(ana, change);
    expect([what, session, error === null]).toEqual([what, null, false]);
  }
  expect(issuer.refused).toEqual(['pkce']);
});

test('a token without the signature of the issuer’s own key opens nothing [S1.oidc]', async () => {
  for (const forged of ['foreign key', 'no signature', 'public key as secret'] as const) {
    const { session, error } = await signIn(ana, { forged });
    expect([forged, session, error === null]).toEqual([forged, null, false]);
  }
  expect((await signIn(ana)).session).not.toBeNull();
});

test('metadata that name another issuer than the configured one open nothing [S1.oidc]', async () => {
  for (const poses of ['https://evil.example', `${issuer.url}/`]) {
    issuer.poses = poses;
    const { session, error } = await signIn(ana);
    expect([poses, session, error === null]).toEqual([poses, null, false]);
  }
  issuer.poses = null;
  expect((await signIn(ana)).session).not.toBeNull();
});

test('a confirmation is as old as auth_time says; a silent sign-in is none, a future one is now [S1.step-up]', async () => {
  const now = Math.floor(Date.now() / 1000);
  const mayMakeToken = async (claims: Record<string, unknown>) => {
    const { session } = await signIn(ana, { claims });
    const body = { name: 't', permissions: ['case:list'], caseIds: [], days: 1 };
    return (await web.send('/tokens', { body, cookie: session! })).status;
  };
  expect(await mayMakeToken({})).toBe(403);
  expect(await mayMakeToken({ auth_time: now - 3600 })).toBe(403);
  expect(await mayMakeToken({ auth_time: String(now) })).toBe(403);
  expect(await mayMakeToken({ auth_time: now - 60 })).toBe(200);
  expect(await mayMakeToken({ auth_time: now + 3600 })).toBe(200);
  const { stepUpAt } = await web.platform.db.prisma.session.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(stepUpAt!.getTime()).toBeLessThanOrEqual(Date.now());
});

test('signing in again is asked of the provider with prompt=login and max_age=0 [S1.step-up]', async () => {
  const csrf = await handleAuth(web.platform, requestOf('/api/auth/csrf'));
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = { csrfToken, callbackUrl: '/stepped-up', json: 'true' };
  const path = '/api/auth/signin/openid?prompt=login&max_age=0';
  const begun = await handleAuth(web.platform, requestOf(path, { body, cookie: pairsOf(csrf).join('; ') }));
  const asked = new URL(((await begun.json()) as { url: string }).url).searchParams;
  expect([asked.get('prompt'), asked.get('max_age'), asked.get('code_challenge_method')]).toEqual([
    'login',
    '0',
    'S256',
  ]);
  expect([asked.get('client_id'), asked.get('scope')]).toEqual(['virga', 'openid profile email']);
});
