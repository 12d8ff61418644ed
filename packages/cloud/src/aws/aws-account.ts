import { AppError, type Grant } from '@virga/domain';

export interface AwsAccount {
  /** Twelve digits. */
  externalAccountId: string;
  partition: 'aws' | 'aws-cn' | 'aws-us-gov';
  /** True for an account of the range: set by the server only. */
  staged: boolean;
}

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export type AwsCredentials =
  | {
      kind: 'role';
      /** The platform's own principal, which the roles trust. */
      base: AwsKeys;
      roleArns: Partial<Record<Grant, string>>;
      externalId: string;
    }
  | ({ kind: 'temporary' | 'static' } & AwsKeys);

/** Region that answers for what has none: STS, IAM and Organizations of the partition. */
export function globalRegion(partition: AwsAccount['partition']): string {
  if (partition === 'aws-cn') return 'cn-north-1';
  return partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1';
}

/** A staged account never reaches the real cloud, and a real one never the range (security.md). */
export function checkRange(account: AwsAccount, endpoint: { url: string } | null): void {
  if (account.staged === (endpoint !== null)) return;
  const message = account.staged
    ? `Account ${account.externalAccountId} belongs to the range, and no range is configured: start the range first.`
    : `Account ${account.externalAccountId} is a real account, and an endpoint of the range was given for it.`;
  throw new AppError({ code: 'cloud.range_mismatch', message });
}

/** The same roles in a member account of the organisation: a StackSet gives them the same names there. */
export function memberRoleArns(
  roleArns: Partial<Record<Grant, string>>,
  memberAccountId: string,
): Partial<Record<Grant, string>> {
  const entries = Object.entries(roleArns).map(([grant, arn]) => [
    grant,
    arn.replace(/^(arn:[^:]+:iam::)\d{12}:/, `$1${memberAccountId}:`),
  ]);
  return Object.fromEntries(entries) as Partial<Record<Grant, string>>;
}
