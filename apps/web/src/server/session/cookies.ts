import { isHttps, type WebEnv } from '../env.ts';

/** On https the browser itself refuses `__Host-` cookies that are not Secure, not of `/`, or set for another host. */
export function sessionCookieName(env: Pick<WebEnv, 'NEXTAUTH_URL'>): string {
  return isHttps(env) ? '__Host-virga.session' : 'virga.session';
}

/** Header that removes the session cookie. */
export function expiredSessionCookie(env: Pick<WebEnv, 'NEXTAUTH_URL'>): string {
  const secure = isHttps(env) ? '; Secure' : '';
  return `${sessionCookieName(env)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`;
}

export function readCookies(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=');
    if (at < 1) return [];
    const raw = part.slice(at + 1).trim();
    return [[part.slice(0, at).trim(), decoded(raw)] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
