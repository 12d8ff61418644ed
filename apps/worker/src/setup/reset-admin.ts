import { audit, type Database, emitLive, type Transaction, type User } from '@virga/database';
import { hashPassword, randomPassword } from '@virga/runtime';
import { z } from 'zod';
import { setupEnvironment } from './setup-environment.ts';
import { withInstallation } from './with-installation.ts';

const optionsSchema = z.strictObject({
  email: z.string().min(1).nullable(),
  reason: z.string().min(1).max(500),
  secondFactor: z.boolean(),
});
type Options = z.output<typeof optionsSchema>;

/** The same words as a reset by another admin has: members' lists and the audit log show both. */
const passwordReset = 'password of a member reset';
const factorReset = 'second factor of a member reset';

/** `virga reset-admin`. */
export async function resetAdmin(given: unknown): Promise<NewWayIn> {
  const options = optionsSchema.parse(given);
  return withInstallation(setupEnvironment(), (db) => resetAdminIn(db, options));
}

export interface NewWayIn {
  email: string;
  oneTimePassword: string;
}

/**
 * For who has the files of the installation and lost the way in. A new one-time password, shown once by the caller; sessions
 * and tokens end; the members of the admin's cases are told, as after any reset.
 */
export async function resetAdminIn(db: Database, options: Options): Promise<NewWayIn> {
  const user = await findAdmin(db, options.email);
  const oneTimePassword = randomPassword();
  const passwordHash = await hashPassword(oneTimePassword);
  await db.prisma.$transaction(async (tx) => {
    const now = new Date();
    await tx.session.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: now, endedReason: 'password reset' },
    });
    await tx.apiToken.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: now } });
    if (options.secondFactor) await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    await tx.user.update({
      where: { id: user.id },
      data: {
        passwordHash,
        passwordMustChange: true,
        disabledAt: null,
        ...(options.secondFactor ? { totpSealed: null, totpStep: null } : {}),
      },
    });
    await tell(tx, user, options);
  });
  return { email: user.email, oneTimePassword };
}

async function findAdmin(db: Database, email: string | null): Promise<User> {
  const admins = await db.prisma.user.findMany({ where: { role: 'admin' }, orderBy: { createdAt: 'asc' } });
  const names = admins.map((admin) => admin.email).join(', ');
  const found = email === null ? admins : admins.filter((admin) => admin.email === email.trim().toLowerCase());
  if (found.length === 1) return found[0]!;
  if (admins.length === 0) throw new Error('There is no admin yet: `virga start` makes the first one.');
  throw new Error(
    email === null
      ? `There are several admins; name one with --email: ${names}`
      : `No admin is called ${email}. There are: ${names}`,
  );
}

async function tell(tx: Transaction, user: User, { reason, secondFactor }: Options): Promise<void> {
  const said = `on the command line of the server: ${reason}`;
  const memberships = await tx.caseMember.findMany({ where: { userId: user.id }, select: { caseId: true } });
  for (const action of secondFactor ? [passwordReset, factorReset] : [passwordReset]) {
    const row = {
      action,
      targetKind: 'user',
      targetId: user.id,
      outcome: 'allowed' as const,
      details: { reason: said },
    };
    await audit(tx, row);
    const payload = { what: action, member: user.name, by: 'the operator of the server', reason: said };
    for (const { caseId } of memberships) {
      await emitLive(tx, { caseId, kind: 'notification', subject: user.id, payload });
      await audit(tx, { ...row, caseId });
    }
  }
}
