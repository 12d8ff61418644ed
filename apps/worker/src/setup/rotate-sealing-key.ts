import { join } from 'node:path';
import { audit, type Database, lockSealing } from '@virga/database';
import {
  type Keyring,
  loadOrCreateKeyring,
  resealSecret,
  retireKeys,
  rotateKeyring,
  sealingKeyOf,
} from '@virga/runtime/secrets';
import { setupEnvironment } from './setup-environment.ts';
import { withInstallation } from './with-installation.ts';

/** `virga keys rotate`. */
export async function rotateSealingKey(): Promise<SealingRotation> {
  const environment = setupEnvironment();
  return withInstallation(environment, (db) => rotateSealing(db, join(environment.VIRGA_HOME, 'keys')));
}

export interface SealingRotation {
  from: string;
  to: string;
  secrets: number;
}

/**
 * A new sealing key while everything runs: from its first moment it seals; every stored secret is sealed again with it; then
 * the old keys are destroyed. Cut in between, both open, and the next rotation finishes.
 */
export async function rotateSealing(db: Database, keys: string): Promise<SealingRotation> {
  const from = sealingKeyOf(await loadOrCreateKeyring(keys)).keyId;
  const keyring = await rotateKeyring(keys);
  const to = sealingKeyOf(keyring).keyId;
  const secrets = await resealAll(db, keyring, { from, to });
  await retireKeys(keys);
  return { from, to, secrets };
}

async function resealAll(db: Database, keyring: Keyring, change: { from: string; to: string }): Promise<number> {
  return db.prisma.$transaction(
    async (tx) => {
      // Waits for those who are sealing with the old key, and lets nobody begin before this is committed.
      await lockSealing(tx, 'exclusive');
      let count = 0;
      for (const { cloudAccountId, field, sealed } of await tx.accountSecret.findMany()) {
        const anew = await resealSecret(keyring, { accountId: cloudAccountId, field }, sealed);
        if (anew === null) continue;
        await tx.accountSecret.update({
          where: { cloudAccountId_field: { cloudAccountId, field } },
          data: { sealed: anew, keyId: change.to },
        });
        count += 1;
      }
      const details = { ...change, secrets: count };
      await audit(tx, {
        action: 'sealing key rotated',
        targetKind: 'key',
        targetId: change.to,
        outcome: 'allowed',
        details,
      });
      return count;
    },
    { timeout: 300_000 },
  );
}
