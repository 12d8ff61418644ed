import { toJsonValue } from '@virga/domain';
import type { PlatformAccess } from '../access/principal.ts';
import { audit } from '../audit/audit.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

/**
 * One setting, read through `parse` (a zod schema's parse, for example); `fallback` when it was never set. A stored value
 * that `parse` refuses throws: a setting is never half understood.
 */
export async function readSetting<Value>(
  db: Database | Transaction,
  key: string,
  parse: (stored: unknown) => Value,
  fallback: Value,
): Promise<Value> {
  const row = await clientOf(db).setting.findUnique({ where: { key } });
  return row ? parse(row.value) : fallback;
}

/** Needs `settings:manage`. Values are plain data, never secrets: the audit row repeats them. */
export async function writeSetting(
  db: Database | Transaction,
  access: PlatformAccess,
  key: string,
  value: unknown,
): Promise<void> {
  const stored = toJsonValue(value) as Prisma.InputJsonValue;
  await inTransaction(db, async (tx) => {
    const { userId, permission } = access;
    const data = { value: stored, updatedById: userId };
    await tx.setting.upsert({ where: { key }, create: { key, ...data }, update: data });
    await audit(tx, {
      userId,
      permission,
      action: 'setting changed',
      targetKind: 'setting',
      targetId: key,
      outcome: 'allowed',
      details: { value: stored },
    });
  });
}
