import { audit } from '@virga/database';
import type { Role } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { hashPassword, randomPassword } from '@virga/runtime';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { userRowOf } from './user-row.ts';

/** The one-time password is in the answer only: the admin hands it over, the person must change it. */
export async function createUser(call: PlatformCall, input: { email: string; name: string; role: Role }) {
  const oneTimePassword = randomPassword();
  const passwordHash = await hashPassword(oneTimePassword);
  const email = input.email.trim().toLowerCase();
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    const made = await tx.user.create({
      data: { id: newId(), email, name: input.name, role: input.role, passwordHash, passwordMustChange: true },
    });
    const details = { email, role: input.role };
    await audit(tx, { ...auditOf(call), action: 'user created', targetKind: 'user', targetId: made.id, details });
    return made;
  });
  return { user: userRowOf(row, { openSessions: 0, tokens: 0 }), oneTimePassword };
}
