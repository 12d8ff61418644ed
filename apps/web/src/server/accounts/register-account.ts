import { randomBytes } from 'node:crypto';
import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { dateOf } from '../platform/iso-time.ts';
import { accountDetailOf } from './get-account.ts';
import { type CloudSecrets, storeSecrets } from './seal-secrets.ts';

export interface NewAccount {
  provider: 'aws';
  name: string;
  externalAccountId: string;
  kind: 'single' | 'organization' | 'log-archive';
  credentialKind: 'role' | 'temporary' | 'static';
  roleArns: Record<string, string | undefined>;
  regions: string[];
  secrets?: CloudSecrets | undefined;
  credentialExpiresAt?: string | undefined;
  organizationId?: string | undefined;
  logArchiveId?: string | undefined;
}

/** `staged` and the endpoint are never a form's business: only server settings make an account a range account. */
export async function registerAccount(call: PlatformCall, input: NewAccount) {
  checkCredentials(input);
  return call.platform.db.prisma.$transaction(async (tx) => {
    const id = newId();
    const { secrets, credentialExpiresAt, ...columns } = input;
    await tx.cloudAccount.create({
      data: {
        ...columns,
        id,
        organizationId: columns.organizationId ?? null,
        logArchiveId: columns.logArchiveId ?? null,
        roleArns: definedOnly(columns.roleArns),
        externalId: newExternalId(),
        credentialExpiresAt: credentialExpiresAt ? dateOf(credentialExpiresAt, 'credentialExpiresAt') : null,
        createdById: call.caller.user.id,
      },
    });
    if (secrets) await storeSecrets(call.platform, tx, id, secrets);
    const details = {
      name: input.name,
      externalAccountId: input.externalAccountId,
      credentialKind: input.credentialKind,
    };
    await audit(tx, { ...auditOf(call), action: 'account registered', targetKind: 'account', targetId: id, details });
    return accountDetailOf(call, tx, id);
  });
}

/** Unguessable and ours (AWS: sts:ExternalId, 2 to 1224 characters): a confused deputy cannot use our platform's principal. */
function newExternalId(): string {
  return `virga-${randomBytes(24).toString('hex')}`;
}

export function definedOnly(record: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function checkCredentials(input: NewAccount): void {
  const issues: { path: string; message: string }[] = [];
  if (input.credentialKind !== 'role' && !input.secrets)
    issues.push({ path: 'secrets', message: 'keys are needed for this kind of credential' });
  if (input.credentialKind === 'temporary' && !input.secrets?.sessionToken)
    issues.push({ path: 'secrets.sessionToken', message: 'temporary credentials have a session token' });
  if (issues.length > 0)
    throw new AppError({ code: 'request.invalid', message: 'The credentials are incomplete.', facts: { issues } });
}
