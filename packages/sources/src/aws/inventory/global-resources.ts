import type { AwsSession } from '@virga/cloud/aws';
import { allPages } from './all-pages.ts';
import { type InventoryEntry, microsOfDate } from './inventory-entry.ts';

const region = 'global';

export async function rolesOf(session: AwsSession): Promise<InventoryEntry[]> {
  const iam = session.iam();
  const roles = await allPages(async (Marker) => {
    const answer = await iam.listRoles({ MaxItems: 1000, ...(Marker ? { Marker } : {}) });
    return { items: answer.Roles ?? [], next: answer.IsTruncated ? answer.Marker : undefined };
  });
  return roles.map((role) => ({
    kind: 'role',
    region,
    resourceId: role.Arn ?? '',
    name: role.RoleName ?? '',
    createdMicros: microsOfDate(role.CreateDate),
    attributes: {
      roleId: role.RoleId ?? '',
      path: role.Path ?? '/',
      trust: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
      isServiceLinked: (role.Path ?? '').startsWith('/aws-service-role/'),
    },
  }));
}

export async function usersOf(session: AwsSession): Promise<InventoryEntry[]> {
  const iam = session.iam();
  const users = await allPages(async (Marker) => {
    const answer = await iam.listUsers({ MaxItems: 1000, ...(Marker ? { Marker } : {}) });
    return { items: answer.Users ?? [], next: answer.IsTruncated ? answer.Marker : undefined };
  });
  return users.map((user) => ({
    kind: 'user',
    region,
    resourceId: user.Arn ?? '',
    name: user.UserName ?? '',
    createdMicros: microsOfDate(user.CreateDate),
    attributes: { userId: user.UserId ?? '', passwordLastUsed: user.PasswordLastUsed?.toISOString() ?? null },
  }));
}

/** Keys of the given users, each with its last use. */
export async function keysOf(session: AwsSession, users: readonly string[]): Promise<InventoryEntry[]> {
  const iam = session.iam();
  const entries: InventoryEntry[] = [];
  for (const UserName of users) {
    const answer = await iam.listAccessKeys({ UserName });
    for (const key of answer.AccessKeyMetadata ?? []) {
      const AccessKeyId = key.AccessKeyId ?? '';
      const used = await iam.getAccessKeyLastUsed({ AccessKeyId }).catch(() => null);
      const last = used?.AccessKeyLastUsed;
      entries.push({
        kind: 'key',
        region,
        resourceId: AccessKeyId,
        name: `${AccessKeyId} of ${UserName}`,
        createdMicros: microsOfDate(key.CreateDate),
        attributes: {
          user: UserName,
          status: key.Status ?? '',
          lastUsed: last?.LastUsedDate?.toISOString() ?? null,
          lastUsedService: last?.ServiceName ?? null,
          lastUsedRegion: last?.Region ?? null,
        },
      });
    }
  }
  return entries;
}

export async function bucketsOf(session: AwsSession): Promise<InventoryEntry[]> {
  const answer = await session.s3(session.globalRegion).listBuckets({});
  return (answer.Buckets ?? []).map((bucket) => ({
    kind: 'bucket',
    region,
    resourceId: `arn:${session.account.partition}:s3:::${bucket.Name ?? ''}`,
    name: bucket.Name ?? '',
    createdMicros: microsOfDate(bucket.CreationDate),
    attributes: {},
  }));
}
