import type { Operation } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** Needs no permission: an explicit deny does not stop it either (STS API, GetCallerIdentity). */
export const getCallerIdentity: Operation = {
  authorize: () => [],
  handle: ({ principal }) => ({
    xml: { Arn: principal.arn, UserId: principal.userId, Account: principal.accountId },
  }),
};

export const getAccessKeyInfo: Operation = {
  required: ['AccessKeyId'],
  handle: ({ estate, params }) => {
    const id = String(params.AccessKeyId);
    const session = estate.sessions[id];
    if (session) return { xml: { Account: session.accountId } };
    for (const account of Object.values(estate.accounts)) {
      for (const user of Object.values(account.iam.users)) {
        if (user.accessKeys.some((key) => key.id === id)) return { xml: { Account: account.id } };
      }
    }
    throw new ServiceError('ValidationError', 400, `Invalid access key id ${id}`);
  },
};
