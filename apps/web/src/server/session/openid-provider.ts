import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { WebEnv } from '../env.ts';
import { absoluteMs } from './session-limits.ts';

interface IdTokenClaims {
  sub: string;
  email?: string;
  name?: string;
}

/**
 * OpenID Connect by environment. The issuer's own document says where its ends are; openid-client (inside next-auth) checks
 * issuer, audience, signature and expiry of the id token, we add state, nonce and PKCE.
 */
export function openIdProvider(env: WebEnv): OAuthConfig<IdTokenClaims> | null {
  const { VIRGA_OIDC_ISSUER: issuer, VIRGA_OIDC_CLIENT_ID: clientId, VIRGA_OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: 'openid',
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    // `max_age` makes `auth_time` a must in the id token; nobody stays signed in longer than a session of ours lasts.
    authorization: { params: { scope: 'openid profile email', max_age: absoluteMs / 1000 } },
    profile: (claims) => ({ id: claims.sub, name: claims.name ?? null, email: claims.email ?? null }),
  };
}
