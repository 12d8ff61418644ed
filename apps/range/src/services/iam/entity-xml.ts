import type {
  IamGroup,
  IamRole,
  IamState,
  IamUser,
  InstanceProfile,
  ManagedPolicy,
  ManagedPolicyVersion,
} from '../../estate/types.ts';
import type { XmlValue } from '../../wire/service.ts';
import { encodeRfc3986 } from '../../wire/sigv4.ts';

type Xml = { [name: string]: XmlValue };

/** IAM's times: whole seconds. */
export function iamTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** Policy documents travel percent-encoded (IAM API, GetRole: "URL-encoded compliant with RFC 3986"). */
export function encodedDocument(text: string): string {
  return encodeRfc3986(text);
}

export function tagsXml(tags: Record<string, string>): Xml[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function boundaryXml(arn: string | undefined): Xml | undefined {
  return arn === undefined ? undefined : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
}

/** Lists leave tags and boundary out, single reads have them. */
export function userXml(user: IamUser, isDetailed: boolean): Xml {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: iamTime(user.createdAtMs),
    PasswordLastUsed: user.passwordLastUsedAtMs === undefined ? undefined : iamTime(user.passwordLastUsedAtMs),
    PermissionsBoundary: isDetailed ? boundaryXml(user.permissionsBoundaryArn) : undefined,
    Tags: isDetailed && Object.keys(user.tags).length > 0 ? tagsXml(user.tags) : undefined,
  };
}

export function groupXml(group: IamGroup): Xml {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: iamTime(group.createdAtMs),
  };
}

export function lastUsedXml(role: IamRole): Xml {
  return role.lastUsed ? { LastUsedDate: iamTime(role.lastUsed.atMs), Region: role.lastUsed.region } : {};
}

export function roleXml(role: IamRole, isDetailed: boolean): Xml {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: iamTime(role.createdAtMs),
    AssumeRolePolicyDocument: encodedDocument(role.trustPolicy),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSessionDurationSeconds,
    PermissionsBoundary: isDetailed ? boundaryXml(role.permissionsBoundaryArn) : undefined,
    Tags: isDetailed && Object.keys(role.tags).length > 0 ? tagsXml(role.tags) : undefined,
    RoleLastUsed: isDetailed ? lastUsedXml(role) : undefined,
  };
}

export function instanceProfileXml(iam: IamState, profile: InstanceProfile): Xml {
  const role = profile.roleName === undefined ? undefined : iam.roles[profile.roleName];
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: iamTime(profile.createdAtMs),
    Roles: role ? [roleXml(role, false)] : [],
  };
}

/** How many users, roles and groups hold a managed policy. */
export function attachmentCount(iam: IamState, arn: string): number {
  const holders = [...Object.values(iam.users), ...Object.values(iam.groups), ...Object.values(iam.roles)];
  return holders.filter((holder) => holder.attachedPolicyArns.includes(arn)).length;
}

export function managedPolicyXml(iam: IamState, policy: ManagedPolicy): Xml {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachmentCount(iam, policy.arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description === '' ? undefined : policy.description,
    CreateDate: iamTime(policy.createdAtMs),
    UpdateDate: iamTime(policy.updatedAtMs),
  };
}

export function policyVersionXml(policy: ManagedPolicy, version: ManagedPolicyVersion, hasDocument: boolean): Xml {
  return {
    Document: hasDocument ? encodedDocument(version.document) : undefined,
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: iamTime(version.createdAtMs),
  };
}
