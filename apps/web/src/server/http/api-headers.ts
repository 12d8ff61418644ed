import { isHttps, type WebEnv } from '../env.ts';

/** Set on every answer of the API, whatever made it. Nothing of the API is a page, so its own policy allows nothing. */
export function withApiHeaders(env: Pick<WebEnv, 'NEXTAUTH_URL'>, response: Response): Response {
  const { headers } = response;
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (isHttps(env)) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}
