import { AppError, errorCodes } from '@virga/domain';
import { decode } from 'next-auth/jwt';
import type { Caller } from '../platform/call.ts';
import type { Platform } from '../platform/platform.ts';
import { readCookies, sessionCookieName } from '../session/cookies.ts';
import { findSession } from '../session/find-session.ts';
import { findToken, type TokenUse } from '../tokens/find-token.ts';
import { clientAddress } from './client-address.ts';

/**
 * The caller behind a request, or null. With an Authorization header cookies are not looked at: a page that can make a browser
 * send a cookie must not borrow it for a token's request, and a bad token is an error, never a fall back to the cookie.
 */
export async function identifyCaller(platform: Platform, request: Request): Promise<Caller | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const [, text] = /^Bearer (\S{1,300})$/.exec(authorization) ?? [];
    const caller = text ? await findToken(platform.db, text, tokenUseOf(platform, request)) : null;
    if (!caller) throw new AppError({ code: 'session.required', message: errorCodes['session.required'].meaning });
    return caller;
  }
  const sid = await sessionTokenOf(platform, request.headers.get('cookie'));
  return sid ? findSession(platform.db, sid) : null;
}

function tokenUseOf({ env }: Platform, request: Request): TokenUse {
  return { method: request.method, path: new URL(request.url).pathname, address: clientAddress(env, request) };
}

/** The session token in the cookie's JWT; null when there is none, it was tampered with, or it ran out. */
export async function sessionTokenOf(platform: Platform, cookieHeader: string | null): Promise<string | null> {
  const token = readCookies(cookieHeader)[sessionCookieName(platform.env)];
  if (!token) return null;
  const payload = await decode({ token, secret: platform.env.NEXTAUTH_SECRET }).catch(() => null);
  const sid = payload?.['sid'];
  return typeof sid === 'string' ? sid : null;
}
