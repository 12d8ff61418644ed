import { join } from 'node:path';
import { lockSealing, type Transaction } from '@virga/database';
import { AppError } from '@virga/domain';
import { loadSealingKey, sealSecret } from '@virga/runtime/secrets';
import type { Platform } from '../platform/platform.ts';

export interface CloudSecrets {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/**
 * Seals each field for the collect worker, bound to this account and field (`{ accountId: row id, field: column field }`);
 * this process holds the public half only. Fields not given any more are removed: old and new never mix.
 */
export async function storeSecrets(
  platform: Platform,
  tx: Transaction,
  accountId: string,
  secrets: CloudSecrets,
): Promise<void> {
  await lockSealing(tx, 'shared');
  const key = await loadSealingKey(join(platform.env.VIRGA_HOME, 'keys'));
  if (!key)
    throw new AppError({
      code: 'system.unavailable',
      message: 'There is no sealing key yet: start the collect worker once, it makes the keyring.',
    });
  await tx.accountSecret.deleteMany({ where: { cloudAccountId: accountId } });
  for (const [field, value] of Object.entries(secrets)) {
    if (typeof value !== 'string') continue;
    const sealed = await sealSecret(key, { accountId, field }, value);
    await tx.accountSecret.create({ data: { cloudAccountId: accountId, field, keyId: key.keyId, sealed } });
  }
}
