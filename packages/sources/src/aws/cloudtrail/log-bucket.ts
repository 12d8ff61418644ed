import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';
import type { Trail, TrailContext, Unit } from './trail-context.ts';
import { rootPrefix } from './trail-layout.ts';

export type S3Client = ReturnType<AwsSession['s3']>;

export interface LogBucket {
  name: string;
  s3: S3Client;
}

/**
 * The bucket of a trail, through whichever registered account may list it: the log-archive account first. Errors: the
 * last refusal when none may.
 */
export async function openLogBucket(context: TrailContext, trail: Trail): Promise<LogBucket> {
  const sessions = [context.account.logArchive, context.session].filter((session) => session !== null);
  let refusal: unknown;
  for (const session of sessions) {
    try {
      const region = await bucketRegion(session, trail);
      const s3 = session.s3(region);
      await s3.listObjectsV2({ Bucket: trail.bucket, Prefix: rootPrefix(trail), MaxKeys: 1 });
      return { name: trail.bucket, s3 };
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function bucketRegion(session: AwsSession, trail: Trail): Promise<string> {
  try {
    const answer = await session.s3(trail.homeRegion).getBucketLocation({ Bucket: trail.bucket });
    // The API's two oddities: no value means us-east-1, and EU is eu-west-1.
    const location: string = answer.LocationConstraint ?? '';
    if (location === '') return 'us-east-1';
    return location === 'EU' ? 'eu-west-1' : location;
  } catch (error) {
    if (error instanceof AppError && error.code === 'cloud.access_denied') return trail.homeRegion;
    throw error;
  }
}

export interface UnitPlace extends Unit {
  logPrefix: string;
  digestPrefix: string;
}

/** Which accounts and regions a trail delivered for, read from the folders: the layout needs no right on Organizations. */
export async function findUnits(context: TrailContext, trail: Trail, bucket: LogBucket): Promise<UnitPlace[]> {
  const root = rootPrefix(trail);
  const first = await folders(bucket, root);
  const organisation = first.filter((name) => /^o-[a-z0-9]{10,32}$/.test(name));
  const parents = [root, ...organisation.map((name) => `${root}${name}/`)];
  const units: UnitPlace[] = [];
  for (const parent of parents) {
    const accounts = (parent === root ? first : await folders(bucket, parent)).filter((name) => /^\d{12}$/.test(name));
    for (const account of accounts.filter((name) => isWantedAccount(context, name)))
      for (const region of await folders(bucket, `${parent}${account}/CloudTrail/`)) {
        const { regions } = context.parameters;
        if (regions.length > 0 && !regions.includes(region)) continue;
        const logPrefix = `${parent}${account}/CloudTrail/${region}/`;
        const digestPrefix = `${parent}${account}/CloudTrail-Digest/${region}/`;
        units.push({ trailArn: trail.arn, account, region, logPrefix, digestPrefix });
      }
  }
  return units;
}

function isWantedAccount(context: TrailContext, account: string): boolean {
  const { accounts } = context.parameters;
  if (accounts.length > 0) return accounts.includes(account);
  return context.account.kind === 'organization' || account === context.account.externalAccountId;
}

async function folders(bucket: LogBucket, prefix: string): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const answer = await bucket.s3.listObjectsV2({
      Bucket: bucket.name,
      Prefix: prefix,
      Delimiter: '/',
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    for (const entry of answer.CommonPrefixes ?? []) names.push((entry.Prefix ?? '').slice(prefix.length, -1));
    token = answer.NextContinuationToken;
  } while (token !== undefined);
  return names.filter((name) => name !== '').sort();
}
