import { type AwsCredentials, type AwsKeys, type AwsSession, openAwsSession } from '@virga/cloud/aws';
import type { CloudAccount } from '@virga/database';
import { AppError, type Grant } from '@virga/domain';
import { readServerSettings } from '@virga/runtime';
import type { CollectParts } from '../parts.ts';
import type { CallRecorder } from './call-recorder.ts';

export interface SessionPurpose {
  /** Stands in the customer's CloudTrail: opaque, never a case name. */
  sessionName: string;
  sessionPolicy?: (grant: Grant) => string | null;
  approvalId?: string;
  signal: AbortSignal;
  calls: CallRecorder;
}

/** Read again once when a box does not open: a rotation may have sealed it anew between the row and the keyring. */
async function secretsOf(parts: CollectParts, cloudAccountId: string): Promise<Record<string, string>> {
  return openSecrets(parts, cloudAccountId).catch(() => openSecrets(parts, cloudAccountId));
}

async function openSecrets(parts: CollectParts, cloudAccountId: string): Promise<Record<string, string>> {
  const rows = await parts.db.prisma.accountSecret.findMany({ where: { cloudAccountId } });
  const opened = await Promise.all(
    rows.map(
      async (row) =>
        [row.field, await parts.openSecret({ accountId: cloudAccountId, field: row.field }, row.sealed)] as const,
    ),
  );
  return Object.fromEntries(opened);
}

async function credentialsOf(parts: CollectParts, account: CloudAccount): Promise<AwsCredentials> {
  const secrets = await secretsOf(parts, account.id);
  const { accessKeyId, secretAccessKey, sessionToken } = secrets;
  if (!accessKeyId || !secretAccessKey)
    throw new AppError({
      code: 'cloud.credentials_invalid',
      message: `Account ${account.name} has no credentials. An admin can add them on the Accounts screen.`,
    });
  const keys: AwsKeys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  if (account.credentialKind !== 'role')
    return { kind: account.credentialKind === 'static' ? 'static' : 'temporary', ...keys };
  if (account.credentialExpiresAt && account.credentialExpiresAt < new Date())
    throw new AppError({
      code: 'cloud.credentials_expired',
      message: `The credentials of account ${account.name} expired.`,
    });
  return {
    kind: 'role',
    base: keys,
    roleArns: account.roleArns as Partial<Record<Grant, string>>,
    externalId: account.externalId,
  };
}

/** Opens the account's session with what it gave us, and with the range's endpoint if and only if it is a staged account. */
export async function openSession(
  parts: CollectParts,
  account: CloudAccount,
  purpose: SessionPurpose,
): Promise<AwsSession> {
  if (account.disabledAt)
    throw new AppError({ code: 'permission.denied', message: `Account ${account.name} is switched off.` });
  if (account.provider !== 'aws')
    throw new AppError({ code: 'request.invalid', message: `${account.provider} accounts cannot be used yet.` });
  const endpoint = readServerSettings(parts.home).endpoints[account.id];
  return openAwsSession({
    account: { externalAccountId: account.externalAccountId, partition: 'aws', staged: account.staged },
    credentials: await credentialsOf(parts, account),
    endpoint: endpoint ? { url: endpoint.url } : null,
    sessionName: purpose.sessionName,
    ...(purpose.sessionPolicy ? { sessionPolicy: purpose.sessionPolicy } : {}),
    approvalId: purpose.approvalId ?? null,
    signal: purpose.signal,
    onCall: purpose.calls.record,
  });
}
