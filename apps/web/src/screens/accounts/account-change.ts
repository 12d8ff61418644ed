import { type AccountForm, type Faults, readAccountForm } from './account-form.ts';
import type { AccountDetail } from './account-types.ts';

/** What to change of a registered account. Keys are sent only when new ones were typed. */
export function readAccountChange(account: AccountDetail, form: AccountForm) {
  const hasKeys = [form.accessKeyId, form.secretAccessKey, form.sessionToken].some((text) => text.trim() !== '');
  const { faults: all, request } = readAccountForm({
    ...form,
    externalAccountId: account.externalAccountId,
    credentialKind: hasKeys ? account.credentialKind : 'role',
  });
  const faults: Faults = all;
  const { name, regions, roleArns, secrets, credentialExpiresAt } = {
    secrets: undefined,
    credentialExpiresAt: undefined,
    ...request,
  };
  return {
    faults,
    request: {
      accountId: account.id,
      name,
      regions,
      roleArns,
      ...(secrets ? { secrets } : {}),
      ...(credentialExpiresAt ? { credentialExpiresAt } : {}),
    },
  };
}
