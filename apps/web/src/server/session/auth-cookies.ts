import type { CookiesOptions } from 'next-auth';
import { isHttps, type WebEnv } from '../env.ts';
import { sessionCookieName } from './cookies.ts';

/** How long a sign-in may take at the identity provider, seconds. */
const onTheWay = 15 * 60;

/**
 * Every cookie of the sign-in, not the session's alone: `__Host-` on https, so that no neighbouring host can set one. next-auth
 * would give most of them the weaker `__Secure-`.
 */
export function authCookies(env: Pick<WebEnv, 'NEXTAUTH_URL'>): CookiesOptions {
  const secure = isHttps(env);
  const prefix = secure ? '__Host-' : '';
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  const passing = { ...options, maxAge: onTheWay };
  return {
    sessionToken: { name: sessionCookieName(env), options },
    callbackUrl: { name: `${prefix}virga.callback-url`, options },
    csrfToken: { name: `${prefix}virga.csrf-token`, options },
    pkceCodeVerifier: { name: `${prefix}virga.pkce`, options: passing },
    state: { name: `${prefix}virga.state`, options: passing },
    nonce: { name: `${prefix}virga.nonce`, options: passing },
  };
}
