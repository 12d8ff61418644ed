import { AppError, type Role } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { Prisma, type User } from '../generated/client.ts';

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  /** argon2id in PHC form; null for people who sign in through OpenID Connect only. */
  passwordHash?: string | null;
  passwordMustChange?: boolean;
}

/** Mail addresses are compared in lower case. Throws resource.conflict when the address is taken. */
export async function createUser(db: Database | Transaction, fields: NewUser): Promise<User> {
  try {
    return await clientOf(db).user.create({ data: { ...fields, id: newId(), email: fields.email.toLowerCase() } });
  } catch (thrown) {
    if (thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === 'P2002')
      throw new AppError({ code: 'resource.conflict', message: 'There is a user with this address already.' });
    throw thrown;
  }
}

/** For signing in; null when there is none, or when it is disabled. */
export async function findUserByEmail(db: Database | Transaction, email: string): Promise<User | null> {
  const user = await clientOf(db).user.findUnique({ where: { email: email.toLowerCase() } });
  return user?.disabledAt ? null : user;
}

export interface UserView {
  id: string;
  name: string;
  email: string;
  role: string;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
  createdAt: Date;
}

/** Everybody, by name, without secrets. */
export async function listUsers(db: Database | Transaction): Promise<UserView[]> {
  return clientOf(db).user.findMany({
    select: { id: true, name: true, email: true, role: true, disabledAt: true, lastSeenAt: true, createdAt: true },
    orderBy: { name: 'asc' },
  });
}
