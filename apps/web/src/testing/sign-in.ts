import { handleAuth } from '../server/session/handle-auth.ts';
import { requestOf, type TestWeb } from './test-web.ts';

export interface SignInTry {
  code?: string;
  headers?: Record<string, string>;
  /** Cookies that the browser has already. */
  cookie?: string;
}

/** As the sign-in page does it: csrf token and its cookie, then the credentials as JSON. */
export async function signInTo(web: TestWeb, email: string, password: string, more: SignInTry = {}) {
  const first = await handleAuth(web.platform, requestOf('/api/auth/csrf'));
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const cookie = [...first.headers.getSetCookie().map((line) => line.split(';')[0]!), more.cookie ?? '']
    .filter(Boolean)
    .join('; ');
  const body = {
    csrfToken,
    email,
    password,
    json: 'true',
    callbackUrl: '/',
    ...(more.code ? { code: more.code } : {}),
  };
  const response = await handleAuth(
    web.platform,
    requestOf('/api/auth/callback/credentials', { body, cookie, ...(more.headers ? { headers: more.headers } : {}) }),
  );
  const { url } = (await response.json().catch(() => ({}))) as { url?: string };
  const session = response.headers.getSetCookie().find((line) => line.startsWith('virga.session='));
  const error = url ? new URL(url, 'http://x').searchParams.get('error') : null;
  return { status: response.status, error, setCookie: session ?? null, cookie: session?.split(';')[0] ?? '' };
}
