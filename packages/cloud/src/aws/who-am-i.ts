import { AppError, type Grant } from '@virga/domain';
import type { AwsSession } from './aws-session.ts';

export interface CallerIdentity {
  account: string;
  arn: string;
  userId: string;
  requestId: string | null;
}

/** Who the session is under a grant. Throws `cloud.credentials_invalid` when these credentials belong to another account. */
export async function whoAmI(session: AwsSession, grant: Grant): Promise<CallerIdentity> {
  const answer = await session.sts(grant).getCallerIdentity({});
  const { Account: account = '', Arn: arn = '', UserId: userId = '' } = answer;
  if (account !== session.account.externalAccountId)
    throw new AppError({
      code: 'cloud.credentials_invalid',
      message: `These credentials belong to account ${account}, not to ${session.account.externalAccountId}.`,
      facts: { arn },
    });
  return { account, arn, userId, requestId: answer.$metadata.requestId ?? null };
}
