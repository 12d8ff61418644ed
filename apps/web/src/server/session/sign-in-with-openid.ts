import { audit, Prisma } from '@virga/database';
import { AppError } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { Platform } from '../platform/platform.ts';
import { type OpenedSession, openSession, type SignInOrigin } from './open-session.ts';

export interface OpenIdIdentity extends SignInOrigin {
  issuer: string;
  subject: string;
  email: string | null;
  name: string | null;
  /** `auth_time` of the id token: when the provider last saw the person prove who they are. A silent sign-in is none. */
  authTimeSeconds: number | null;
}

/**
 * Linked by issuer and subject, never by mail address: a provider where people choose their address must not open a local
 * account. Somebody new becomes a disabled observer, whom an admin lets in.
 */
export async function signInWithOpenId(platform: Platform, identity: OpenIdIdentity): Promise<OpenedSession> {
  const { prisma } = platform.db;
  const key = { oidcIssuer: identity.issuer, oidcSubject: identity.subject };
  const user = await prisma.user.findUnique({ where: { oidcIssuer_oidcSubject: key } });
  if (user && !user.disabledAt)
    return prisma.$transaction((tx) =>
      openSession(tx, user.id, { ...identity, by: 'openid', confirmedAt: confirmedAtOf(identity) }),
    );
  if (!user) await registerDisabled(platform, identity);
  await audit(platform.db, {
    userId: user?.id ?? null,
    action: 'sign-in refused',
    outcome: 'refused',
    address: identity.address,
    details: { issuer: identity.issuer, subject: identity.subject, wrong: user ? 'disabled' : 'new' },
  });
  throw new AppError({
    code: 'session.required',
    message: 'Your identity provider knows you; an admin of Virga has to let you in first.',
    facts: { reason: 'not-enabled' },
  });
}

/** A provider's clock may be ahead of ours a little; a time in the future never makes a confirmation last longer. */
function confirmedAtOf({ authTimeSeconds }: OpenIdIdentity): Date | null {
  if (authTimeSeconds === null || !Number.isFinite(authTimeSeconds)) return null;
  return new Date(Math.min(authTimeSeconds * 1000, Date.now()));
}

async function registerDisabled(platform: Platform, identity: OpenIdIdentity): Promise<void> {
  const id = newId();
  const row = {
    id,
    name: identity.name?.slice(0, 200) || identity.subject.slice(0, 200),
    role: 'observer',
    oidcIssuer: identity.issuer,
    oidcSubject: identity.subject,
    disabledAt: new Date(),
  };
  const email = identity.email?.trim().toLowerCase().slice(0, 254) || `${id}@openid.invalid`;
  try {
    await platform.db.prisma.user.create({ data: { ...row, email } });
  } catch (thrown) {
    const isTaken = thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === 'P2002';
    if (!isTaken) throw thrown;
    // The address belongs to another account: this one stands apart from it under a name of its own.
    await platform.db.prisma.user.createMany({
      data: [{ ...row, email: `${id}@openid.invalid` }],
      skipDuplicates: true,
    });
  }
}
