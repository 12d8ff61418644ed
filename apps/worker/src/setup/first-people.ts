import { audit, createUser, openDatabase } from '@virga/database';
import type { Role } from '@virga/domain';
import { hashPassword, randomPassword } from '@virga/runtime';
import { needed, setupEnvironment } from './setup-environment.ts';

interface FirstPerson {
  role: Role;
  email: string;
  name: string;
}

const admin: FirstPerson = { role: 'admin', email: 'admin@virga.local', name: 'First admin' };
/** With the range there is a case to work on: one proposes, another approves. */
const team: FirstPerson[] = [
  { role: 'lead', email: 'lead@virga.local', name: 'Range lead' },
  { role: 'analyst', email: 'analyst@virga.local', name: 'Range analyst' },
];

/** Makes the first accounts when there are none. Passwords are returned once and stored as hashes only. */
export async function firstPeople(): Promise<{ people: { role: string; email: string; password: string }[] }> {
  const environment = setupEnvironment();
  const db = openDatabase(needed(environment.DATABASE_URL, 'DATABASE_URL'), { role: 'setup', max: 2 });
  const made: { role: string; email: string; password: string }[] = [];
  try {
    for (const person of environment.RANGE_FILE ? [admin, ...team] : [admin]) {
      const exists = await db.prisma.user.findFirst({
        where: { OR: [{ email: person.email }, { role: person.role }] },
      });
      if (exists) continue;
      const password = randomPassword();
      const passwordHash = await hashPassword(password);
      await db.prisma.$transaction(async (tx) => {
        const user = await createUser(tx, { ...person, passwordHash, passwordMustChange: true });
        await audit(tx, {
          action: 'first account created',
          targetKind: 'user',
          targetId: user.id,
          outcome: 'allowed',
          details: { role: person.role },
        });
      });
      made.push({ role: person.role, email: person.email, password });
    }
    return { people: made };
  } finally {
    await db.close();
  }
}
