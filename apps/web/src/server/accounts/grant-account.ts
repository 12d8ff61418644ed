import { grantAccount as grantTo, revokeAccount } from '@virga/database';
import type { PlatformCall } from '../platform/call.ts';

interface Pair {
  accountId: string;
  caseId: string;
}

/** From now on the case may collect from and contain in the account. */
export async function grantAccount(call: PlatformCall, { accountId, caseId }: Pair): Promise<{ ok: true }> {
  await grantTo(call.platform.db, call.access, { caseId, cloudAccountId: accountId });
  return { ok: true };
}

/** What was collected stays; nothing new starts. */
export async function withdrawAccount(call: PlatformCall, { accountId, caseId }: Pair): Promise<{ ok: true }> {
  await revokeAccount(call.platform.db, call.access, { caseId, cloudAccountId: accountId });
  return { ok: true };
}
