import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { isHttps, webEnv } from './server/env.ts';
import { allowedHosts } from './server/http/check-doors.ts';
import { pagePolicy } from './server/http/page-policy.ts';

/**
 * Doors of every page (security.md): a Host of ours, and a policy with a nonce of this very answer. Next puts the nonce it
 * finds in the request's policy on its own scripts; layout.tsx reads `x-nonce` for Mantine's styles.
 */
export function proxy(request: NextRequest): NextResponse {
  const env = webEnv();
  const nonce = randomBytes(16).toString('base64');
  const policy = pagePolicy(nonce, env.VIRGA_OIDC_ISSUER ?? null, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const isOurs = allowedHosts(env).has((request.headers.get('host') ?? '').toLowerCase());
  const response = isOurs
    ? NextResponse.next({ request: { headers } })
    : new NextResponse('This server does not answer under that name.', { status: 403 });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  if (isHttps(env)) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

/** The API has doors of its own, and static files carry nothing to protect. */
export const config = { matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)'] };
