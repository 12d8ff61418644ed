import type { Database, Transaction } from '@virga/database';
import type { UserRef } from '../../contract/fields.ts';

/** Names of users by id. */
export async function userNames(
  db: Database | { prisma: Transaction },
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.prisma.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** An id with its name; work done by the platform itself has no user row. */
export function userRefOf(names: ReadonlyMap<string, string>, id: string): UserRef {
  return { id, name: names.get(id) ?? 'Virga' };
}
