/** What the sign-in page can hear; each has its own words there. */
export type SignInAnswer = 'signed in' | 'refused' | 'second-factor' | 'locked' | 'not-enabled' | 'unavailable';

/** Signs in with a local account. The browser holds the cookie afterwards; nothing else comes back. */
export async function signInWithPassword(given: {
  email: string;
  password: string;
  code?: string;
}): Promise<SignInAnswer> {
  const { error, ok } = await post('/api/auth/callback/credentials', given);
  return ok && error === null ? 'signed in' : answerOf(error);
}

/** Goes to the identity provider; comes back to `returnTo`, a path of ours. */
export async function signInWithOpenId(returnTo: string): Promise<SignInAnswer> {
  const { url, ok } = await post('/api/auth/signin/openid', { callbackUrl: returnTo });
  if (!ok || !url) return 'unavailable';
  window.location.assign(url);
  return 'signed in';
}

/** On it the window that comes back from the provider tells the one that waits. */
export const steppedUpChannel = 'virga-stepped-up';

/** Signs in again at the identity provider, in a window opened at once (later ones are blocked); it must ask who is there. */
export async function confirmWithOpenId(): Promise<void> {
  const opened = window.open('about:blank', '_blank', 'popup,width=520,height=720');
  if (!opened) throw new Error('The browser does not let us open a window. Allow it for this address and try again.');
  const { url, ok } = await post('/api/auth/signin/openid?prompt=login&max_age=0', { callbackUrl: '/stepped-up' });
  if (ok && url) return opened.location.assign(url);
  opened.close();
  throw new Error('The identity provider cannot be reached. Try again.');
}

/** The word that the provider's callback left in the address of the sign-in page. */
export function answerOf(error: string | null): SignInAnswer {
  const words = ['refused', 'second-factor', 'locked', 'not-enabled'] as const;
  return words.find((word) => word === error) ?? 'unavailable';
}

/** next-auth wants its csrf token beside our own doors; everything goes as JSON (a form is refused). */
async function post(
  path: string,
  fields: Record<string, string>,
): Promise<{ ok: boolean; url: string | null; error: string | null }> {
  const csrf = await fetch('/api/auth/csrf');
  if (!csrf.ok) return { ok: false, url: null, error: null };
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ callbackUrl: '/', ...fields, csrfToken, json: 'true' }),
  });
  const { url } = (await response.json().catch(() => ({}))) as { url?: string };
  const error = url ? new URL(url, window.location.origin).searchParams.get('error') : null;
  return { ok: response.ok, url: url ?? null, error };
}
