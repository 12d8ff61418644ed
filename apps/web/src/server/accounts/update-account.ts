import { audit, notFound } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { dateOf } from '../platform/iso-time.ts';
import { accountDetailOf } from './get-account.ts';
import { definedOnly } from './register-account.ts';
import { type CloudSecrets, storeSecrets } from './seal-secrets.ts';

export interface AccountChange {
  accountId: string;
  name?: string | undefined;
  roleArns?: Record<string, string | undefined> | undefined;
  regions?: string[] | undefined;
  secrets?: CloudSecrets | undefined;
  credentialExpiresAt?: string | null | undefined;
  logArchiveId?: string | null | undefined;
  disabled?: boolean | undefined;
}

export async function updateAccount(call: PlatformCall, change: AccountChange) {
  const { accountId, name, regions, roleArns, secrets, credentialExpiresAt, logArchiveId, disabled } = change;
  return call.platform.db.prisma.$transaction(async (tx) => {
    if ((await tx.cloudAccount.count({ where: { id: accountId } })) === 0) throw notFound();
    await tx.cloudAccount.update({
      where: { id: accountId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(regions === undefined ? {} : { regions }),
        ...(roleArns === undefined ? {} : { roleArns: definedOnly(roleArns) }),
        ...(logArchiveId === undefined ? {} : { logArchiveId }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? new Date() : null }),
        ...(credentialExpiresAt === undefined
          ? {}
          : {
              credentialExpiresAt:
                credentialExpiresAt === null ? null : dateOf(credentialExpiresAt, 'credentialExpiresAt'),
            }),
      },
    });
    if (secrets) await storeSecrets(call.platform, tx, accountId, secrets);
    // Names of the fields only: some of their values are secrets.
    const details = { fields: Object.keys(change).filter((field) => field !== 'accountId') };
    await audit(tx, {
      ...auditOf(call),
      action: 'account changed',
      targetKind: 'account',
      targetId: accountId,
      details,
    });
    return accountDetailOf(call, tx, accountId);
  });
}
