import { randomBytes, randomUUID } from 'node:crypto';
import { type Permission, permissions, type Role, roleHas, roles } from '@virga/domain';
import { newId, sha256Hex } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeSamples, type Sample, type SampleFacts } from './route-samples.ts';
import { type SeededCase, seedCase } from './seed-case.ts';
import { openTestWeb, type TestWeb } from './test-web.ts';
import { replaceIds, sentOf, type WalkedRoute, walkedRoutes } from './walked-routes.ts';

let web: TestWeb;
let alpha: SeededCase;
let bravo: SeededCase;
const members = {} as Record<Role, string>;
const strangers = {} as Record<Role, string>;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  for (const role of roles) {
    members[role] = await web.addUser(role);
    strangers[role] = await web.addUser(role);
  }
  alpha = await seedCase(web.platform, members.lead, Object.values(members), 'ALPHA-MARK');
  bravo = await seedCase(web.platform, strangers.lead, [], 'BRAVO-MARK');
});
afterAll(() => web.close());

/** Each call has a session of its own, so that a route that ends sessions does not end the walk. */
async function call(route: WalkedRoute, sample: Sample, userId: string | null, stepUpAt?: Date | null) {
  const cookie = userId ? await web.cookieOf(userId, stepUpAt) : undefined;
  const { path, sent } = sentOf(route, sample, cookie);
  const abort = new AbortController();
  const response = await web.send(path, { ...sent, signal: abort.signal });
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    abort.abort();
    return { status: response.status, text: '', headers: response.headers };
  }
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function factsFor(userId: string, seeded: SeededCase): Promise<SampleFacts> {
  const { prisma } = web.platform.db;
  const cookie = await web.cookieOf(userId);
  const session = await prisma.session.findFirstOrThrow({ where: { userId }, orderBy: { id: 'desc' } });
  const token = await prisma.apiToken.create({
    data: { id: newId(), userId, name: 't', secretHash: sha256Hex(cookie), expiresAt: new Date(Date.now() + 1e6) },
  });
  const victimId = await web.addUser('analyst', { passwordHash: 'none' });
  await prisma.user.update({ where: { id: victimId }, data: { totpSealed: 'sealed' } });
  const victimCookie = await web.cookieOf(victimId);
  const victimSession = await prisma.session.findFirstOrThrow({ where: { userId: victimId } });
  const victimToken = await prisma.apiToken.create({
    data: {
      id: newId(),
      userId: victimId,
      name: 't',
      secretHash: sha256Hex(victimCookie),
      expiresAt: new Date(Date.now() + 1e6),
    },
  });
  return {
    ...seeded,
    memberIds: Object.values(members),
    victimId,
    victimSessionId: victimSession.id,
    victimTokenId: victimToken.id,
    ownSessionId: session.id,
    ownTokenId: token.id,
  };
}

const codeOf = (text: string) => (text ? (JSON.parse(text) as { code: string }).code : '');
const permissionOf = (route: WalkedRoute) => route.meta.permission as Permission;
const guarded = walkedRoutes.filter((route) => route.meta.permission !== 'public');
const mayHaveNoBody = (route: WalkedRoute) => route.method === 'HEAD';

test('every route of the contract has a sample, and there is no sample without its route', () => {
  expect(Object.keys(routeSamples).sort()).toEqual(walkedRoutes.map((route) => route.name).sort());
});

test('no session: every route but the public ones answers 401 with one body [S1.route-walk]', async () => {
  const facts = await factsFor(members.lead, alpha);
  const bodies = new Set<string>();
  for (const route of guarded) {
    const { status, text } = await call(route, routeSamples[route.name]!(facts), null);
    expect(status, route.name).toBe(401);
    if (!mayHaveNoBody(route)) bodies.add(text);
  }
  expect([...bodies].map(codeOf)).toEqual(['session.required']);
  const options = walkedRoutes.find((route) => route.name === 'session.options')!;
  expect((await call(options, {}, null)).status).toBe(200);
});

describe.each(roles)('a stranger with the role %s', (role) => {
  test('gets 404 for everything in a case, and outside only what the role may [S1.route-walk]', async () => {
    const facts = await factsFor(strangers[role], { ...alpha });
    for (const route of guarded) {
      const permission = permissionOf(route);
      // A person of his own where the step would make him a member: an admin may join, and says why.
      const isOwnPerson = role === 'lead' || route.name === 'cases.join';
      const caller = isOwnPerson ? await web.addUser(role) : strangers[role];
      const { status, text } = await call(route, routeSamples[route.name]!(facts), caller);
      if (permissions[permission].inCase) expect(`${status} ${route.name}`).toBe(`404 ${route.name}`);
      else if (roleHas(role, permission)) expect(status, `${route.name} ${text}`).not.toBe(401);
      else expect(`${status} ${codeOf(text)} ${route.name}`).toBe(`403 permission.denied ${route.name}`);
      expect(status, `${route.name} ${text}`).toBeLessThan(500);
      if (role !== 'admin') expect(text, route.name).not.toContain(alpha.marker);
    }
  });
});

describe.each(roles)('a member with the role %s', (role) => {
  test('is let through or refused by the permission table, and nothing ever fails or shows another case', async () => {
    for (const route of guarded) {
      const facts = await factsFor(members[role], alpha);
      const permission = permissionOf(route);
      const { status, text } = await call(route, routeSamples[route.name]!(facts), members[role]);
      const where = `${route.name} ${status} ${text.slice(0, 600)}`;
      if (roleHas(role, permission))
        expect([401, 403, 404].includes(status) && !isRowGone(route, status, text), where).toBe(false);
      else
        expect(`${status} ${mayHaveNoBody(route) ? 'permission.denied' : codeOf(text)} ${route.name}`).toBe(
          `403 permission.denied ${route.name}`,
        );
      // A sample that does not fit its contract is refused before anything is asked: the walk would show nothing of it.
      if (route.name !== 'session.confirmSecondFactor') expect(status, where).not.toBe(400);
      expect(status, where).toBeLessThan(500);
      if (role !== 'admin') expect(text, route.name).not.toContain(bravo.marker);
    }
  });

  test('must confirm the password again where the table or the route asks for it [S1.step-up]', async () => {
    const stale = new Date(Date.now() - 3_600_000);
    for (const route of guarded) {
      const permission = permissionOf(route);
      const rule: { stepUp?: boolean; roles: readonly Role[] } = permissions[permission];
      if (!roleHas(role, permission) || !(rule.stepUp || route.meta.stepUp)) continue;
      const facts = await factsFor(members[role], alpha);
      const { status, text } = await call(route, routeSamples[route.name]!(facts), members[role], stale);
      expect(`${status} ${codeOf(text)} ${route.name}`).toBe(`403 session.step_up ${route.name}`);
    }
  });
});

/** Earlier steps of the walk may have used up a row (a removed note); wrong passwords are refused by design. */
function isRowGone(route: WalkedRoute, status: number, text: string): boolean {
  const usedUp = [
    'notes.update',
    'notes.remove',
    'annotations.removeComment',
    'annotations.removeSearch',
    'annotations.undo',
    'accounts.withdraw',
    'uploads.seal',
  ];
  const ownOnly = route.name.startsWith('uploads.');
  if (status === 404) return usedUp.includes(route.name) || ownOnly;
  return (
    status === 403 &&
    ['session.stepUp', 'session.changePassword'].includes(route.name) &&
    text.includes('wrong-password')
  );
}

describe('a member of case A who holds every id of case B', () => {
  const unknownOf = (id: string) =>
    /^[0-9a-f]{32}$/.test(id) ? randomBytes(16).toString('hex') : /^\d+$/.test(id) ? id : randomUUID();

  test('gets for case B what he gets for a case that does not exist, byte for byte [S1.foreign-id-404] [S1.route-walk]', async () => {
    for (const role of ['lead', 'analyst'] as const) {
      for (const route of guarded.filter(({ meta }) => permissions[meta.permission as Permission].inCase)) {
        const sample = routeSamples[route.name]!(await factsFor(members[role], bravo));
        const invented = replaceIds(sample, new Map([[bravo.caseId, randomUUID()]]));
        const [foreign, unknown] = [
          await call(route, sample, members[role]),
          await call(route, invented, members[role]),
        ];
        expect(`${foreign.status} ${route.name}`).toBe(`404 ${route.name}`);
        expect(foreign.text, route.name).toBe(unknown.text);
        expect([...foreign.headers], route.name).toEqual([...unknown.headers]);
      }
    }
  });

  test('gets for each id of B inside case A what he gets for an invented one [S1.route-walk]', async () => {
    for (const route of guarded) {
      if (route.meta.permission === 'user:manage' || !roleHas('lead', permissionOf(route))) continue;
      const own = routeSamples[route.name]!(await factsFor(members.lead, alpha));
      for (const key of own.nested ?? []) {
        const foreignSample = replaceIds(own, new Map([[alpha[key], bravo[key]]]));
        const unknownSample = replaceIds(own, new Map([[alpha[key], unknownOf(bravo[key])]]));
        const foreign = await call(route, foreignSample, members.lead);
        const unknown = await call(route, unknownSample, members.lead);
        const where = `${route.name} ${key}: ${foreign.text.slice(0, 300)}`;
        expect(foreign.status, where).toBe(unknown.status);
        if (route.name === 'timeline.position') expect(JSON.parse(foreign.text), where).toEqual({ position: null });
        else expect(foreign.status, where).toBeGreaterThanOrEqual(400);
        expect(foreign.text, where).toBe(unknown.text);
        expect(foreign.text, where).not.toContain(bravo.marker);
      }
    }
  });

  test('cannot point the body of a request at case B while the path names case A', async () => {
    const search = walkedRoutes.find((route) => route.name === 'timeline.search')!;
    const sample = { params: { caseId: alpha.caseId }, body: { query: bravo.marker, caseId: bravo.caseId } };
    const { status, text } = await call(search, sample, members.lead);
    expect(status === 404 || !text.includes(bravo.marker)).toBe(true);
    expect(text).not.toContain(bravo.eventId);
  });
});
