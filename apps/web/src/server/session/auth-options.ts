import { AppError, toAppError } from '@virga/domain';
import type { AuthOptions, Profile } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { isHttps } from '../env.ts';
import type { Platform } from '../platform/platform.ts';
import { authCookies } from './auth-cookies.ts';
import type { SignInOrigin } from './open-session.ts';
import { openIdProvider } from './openid-provider.ts';
import { absoluteMs } from './session-limits.ts';
import { signInWithOpenId } from './sign-in-with-openid.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

/** next-auth hands what `authorize` returned to the jwt callback; this is all of it. */
interface SignedIn {
  id: string;
  sid: string;
}

/**
 * JWT strategy, because next-auth allows no other with credentials; but the JWT carries nothing but `sid`, and `sid` is good
 * only while its row says so (find-session.ts).
 */
export function authOptions(platform: Platform, origin: SignInOrigin): AuthOptions {
  const { env } = platform;
  const openId = openIdProvider(env);
  return {
    secret: env.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: absoluteMs / 1000 },
    useSecureCookies: isHttps(env),
    cookies: authCookies(env),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'password',
        credentials: { email: {}, password: {}, code: {} },
        async authorize(given): Promise<SignedIn> {
          const { userId, token } = await signInWithPassword(platform, {
            email: given?.email ?? '',
            password: given?.password ?? '',
            code: given?.code || undefined,
            ...origin,
          }).catch((thrown: unknown) => {
            throw new Error(refusalWord(thrown));
          });
          return { id: userId, sid: token };
        },
      }),
      ...(openId ? [openId] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'openid') return true;
        try {
          checkIssuer(env.VIRGA_OIDC_ISSUER!, profile);
          const opened = await signInWithOpenId(platform, {
            ...identityOf(env.VIRGA_OIDC_ISSUER!, account.providerAccountId, profile),
            ...origin,
          });
          (user as SignedIn).sid = opened.token;
          return true;
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
          if (thrown.code === 'permission.denied') platform.log.warn({ err: thrown }, 'sign-in refused');
          return `/sign-in?error=${encodeURIComponent(refusalWord(thrown))}`;
        }
      },
      jwt({ token, user }) {
        const sid: unknown = (user as Partial<SignedIn> | undefined)?.sid ?? token['sid'];
        return typeof sid === 'string' ? { sid } : {};
      },
      session: ({ session }) => ({ expires: session.expires }),
      // Only ways inside our own origin.
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl),
    },
    logger: {
      error: (code) => platform.log.warn({ code }, 'next-auth refused'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/**
 * openid-client holds the token against the issuer that the metadata name, and believes the metadata: whoever answers in the
 * issuer's place could name another one. Exactly what was configured, to the last sign.
 */
function checkIssuer(configured: string, claims: object | undefined): void {
  const stated: unknown = claims && 'iss' in claims ? claims.iss : null;
  if (stated !== configured)
    throw new AppError({
      code: 'permission.denied',
      message: 'The identity provider calls itself something else than VIRGA_OIDC_ISSUER says.',
      facts: { configured },
    });
}

function identityOf(issuer: string, subject: string, profile: Profile | undefined) {
  return {
    issuer,
    subject,
    email: profile?.email ?? null,
    name: profile?.name ?? null,
    authTimeSeconds: authTimeOf(profile),
  };
}

function authTimeOf(profile: object | undefined): number | null {
  const seconds: unknown = profile && 'auth_time' in profile ? profile.auth_time : null;
  return typeof seconds === 'number' ? seconds : null;
}

/** The word the sign-in page turns into a sentence. */
function refusalWord(thrown: unknown): string {
  const error = toAppError(thrown);
  if (error.code === 'session.locked') return 'locked';
  const reason = error.facts['reason'];
  if (error.code === 'session.required' && typeof reason === 'string') return reason;
  return 'unavailable';
}
