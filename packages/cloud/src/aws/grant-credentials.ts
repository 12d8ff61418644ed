import { STS } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { AppError, type Grant } from '@virga/domain';
import { type AwsAccount, type AwsCredentials, globalRegion } from './aws-account.ts';
import { clientOptions } from './client-options.ts';
import type { CloudCall } from './cloud-call.ts';
import { observeCalls } from './observe-calls.ts';

export interface GrantSettings {
  account: AwsAccount;
  credentials: AwsCredentials;
  endpoint: { url: string } | null;
  sessionName: string;
  /** JSON text of the session policy for a grant; null: the role's own rights. */
  sessionPolicy: (grant: Grant) => string | null;
  approvalId: string | null;
  signal: AbortSignal | null;
  onCall: (call: CloudCall) => void;
}

/** AWS caps a session of chained roles at one hour. */
const durationSeconds = 3600;
const refreshBeforeMs = 5 * 60_000;

/** One provider per grant, shared by all clients of the session: one AssumeRole per grant and hour. */
export function grantCredentials(settings: GrantSettings, grant: Grant): AwsCredentialIdentityProvider {
  if (grant === 'contain' && settings.approvalId === null)
    throw new AppError({
      code: 'action.not_approved',
      message: 'The contain role is used only for an approved action.',
    });
  const { credentials } = settings;
  if (credentials.kind !== 'role') {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return async () => ({ accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) });
  }
  const roleArn = credentials.roleArns[grant];
  if (!roleArn)
    throw new AppError({
      code: 'cloud.access_denied',
      message: `Account ${settings.account.externalAccountId} has no role for ${grant}.`,
      facts: { action: 'sts:AssumeRole', grant, account: settings.account.externalAccountId },
    });
  let current: Promise<AwsCredentialIdentity> | null = null;
  let refreshAtMs = 0;
  return async () => {
    if (current && Date.now() < refreshAtMs) return current;
    refreshAtMs = Date.now() + 30_000;
    const assuming = assumeRole(settings, credentials, roleArn, grant);
    current = assuming;
    try {
      const identity = await assuming;
      refreshAtMs = (identity.expiration?.getTime() ?? Date.now()) - refreshBeforeMs;
      return identity;
    } catch (failure) {
      if (current === assuming) current = null;
      throw failure;
    }
  };
}

async function assumeRole(
  settings: GrantSettings,
  credentials: Extract<AwsCredentials, { kind: 'role' }>,
  roleArn: string,
  grant: Grant,
): Promise<AwsCredentialIdentity> {
  const { account, endpoint, signal, onCall } = settings;
  const region = globalRegion(account.partition);
  const { base } = credentials;
  const sts = new STS(
    clientOptions({ service: 'sts', region, endpoint, signal, credentials: async () => ({ ...base }) }),
  );
  // Base keys are the platform's own: nothing renews them.
  const observation = {
    service: 'sts',
    region,
    grant,
    accountId: account.externalAccountId,
    isRenewable: false,
    onCall,
  };
  observeCalls(sts.middlewareStack, observation);
  try {
    const policy = settings.sessionPolicy(grant);
    const answer = await sts.assumeRole({
      RoleArn: roleArn,
      RoleSessionName: settings.sessionName,
      ExternalId: credentials.externalId,
      DurationSeconds: durationSeconds,
      ...(policy === null ? {} : { Policy: policy }),
    });
    const issued = answer.Credentials;
    if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken)
      throw new AppError({ code: 'cloud.unexpected', message: 'AWS answered AssumeRole without credentials.' });
    return {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretAccessKey,
      sessionToken: issued.SessionToken,
      ...(issued.Expiration ? { expiration: issued.Expiration } : {}),
    };
  } finally {
    sts.destroy();
  }
}
