import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { loadOrCreateKeyring } from '@virga/runtime/secrets';
import { encode } from 'next-auth/jwt';
import { envSchema } from '../server/env.ts';
import { handleApi } from '../server/http/handle-api.ts';
import { openPlatform } from '../server/platform/open-platform.ts';
import type { Platform } from '../server/platform/platform.ts';
import { sessionCookieName } from '../server/session/cookies.ts';
import { openSession } from '../server/session/open-session.ts';

export const testOrigin = 'http://127.0.0.1:3000';

export interface Sent {
  method?: string;
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface TestWeb {
  platform: Platform;
  /** Through every door, as a browser of our own page would. `path` below /api/v1. */
  send(path: string, sent?: Sent): Promise<Response>;
  addUser(role: Role, more?: { email?: string; passwordHash?: string; passwordMustChange?: boolean }): Promise<string>;
  /** A cookie of a new session; `stepUpAt` null: the password was not confirmed lately. */
  cookieOf(userId: string, stepUpAt?: Date | null): Promise<string>;
  close(): Promise<void>;
}

/** A database of this test file alone: `testDatabase()` of packages/testing. */
interface GivenDatabase {
  urls: { appUrl: string };
  drop(): Promise<void>;
}

/** The web app in this process over a real database, queue and evidence folder: everything but Next itself. */
export async function openTestWeb(test: GivenDatabase, more: Record<string, string> = {}): Promise<TestWeb> {
  const home = await mkdtemp(join(tmpdir(), 'virga-web-'));
  await loadOrCreateKeyring(join(home, 'keys'));
  const env = envSchema.parse({
    DATABASE_URL: test.urls.appUrl,
    VIRGA_HOME: home,
    NEXTAUTH_SECRET: randomUUID() + randomUUID(),
    NEXTAUTH_URL: testOrigin,
    VIRGA_LOG_LEVEL: 'error',
    ...more,
  });
  const platform = await openPlatform(env);
  return {
    platform,
    send: (path, sent) => handleApi(platform, requestOf(`/api/v1${path}`, sent)),
    async addUser(role, more = {}) {
      const id = newId();
      const data = { id, email: `${id}@test.invalid`, name: `A ${role}`, role, ...more };
      await platform.db.prisma.user.create({ data });
      return id;
    },
    cookieOf: (userId, stepUpAt) => cookieOf(platform, userId, stepUpAt),
    async close() {
      await platform.close();
      await test.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export function requestOf(path: string, sent: Sent = {}): Request {
  const method = sent.method ?? (sent.body === undefined ? 'GET' : 'POST');
  const isChange = method !== 'GET' && method !== 'HEAD';
  const headers = new Headers({
    host: '127.0.0.1:3000',
    'x-forwarded-for': '127.0.0.1',
    ...(isChange ? { origin: testOrigin, 'sec-fetch-site': 'same-origin' } : {}),
    ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(sent.cookie ? { cookie: sent.cookie } : {}),
    ...sent.headers,
  });
  return new Request(`${testOrigin}${path}`, {
    method,
    headers,
    body:
      sent.body === undefined
        ? null
        : sent.body instanceof Uint8Array
          ? (sent.body as BodyInit)
          : JSON.stringify(sent.body),
    ...(sent.signal ? { signal: sent.signal } : {}),
  });
}

async function cookieOf(platform: Platform, userId: string, stepUpAt?: Date | null): Promise<string> {
  const { prisma } = platform.db;
  const from = { address: '127.0.0.1', userAgent: 'vitest', by: 'password' as const, confirmedAt: new Date() };
  const opened = await prisma.$transaction((tx) => openSession(tx, userId, from));
  if (stepUpAt !== undefined) await prisma.session.update({ where: { id: opened.sessionId }, data: { stepUpAt } });
  const token = await encode({ token: { sid: opened.token }, secret: platform.env.NEXTAUTH_SECRET });
  return `${sessionCookieName(platform.env)}=${token}`;
}
