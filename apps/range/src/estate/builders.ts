/** Makers of single estate parts with every field filled in, so that a scenario states only what matters to it. */
import type { AccessKey, IamGroup, IamRole, IamUser, InstanceProfile, ManagedPolicy } from './identity.ts';
import { iamId, secretKey } from './ids.ts';
import type { Random } from './random.ts';
import type { Account, AccountRole, RegionState } from './types.ts';

/** Pretty JSON, as the consoles of this world put policies. */
export function policyText(statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A trust policy for principals (ARNs, account ids or service hosts). */
export function trustText(principal: Record<string, string | string[]>, condition?: object): string {
  const action = 'Federated' in principal ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
  const statement = { Effect: 'Allow', Principal: principal, Action: action };
  return policyText([condition ? { ...statement, Condition: condition } : statement]);
}

export function newAccessKey(random: Random, createdAtMs: number): AccessKey {
  return { id: iamId(random, 'AKIA'), secret: secretKey(random), status: 'Active', createdAtMs };
}

export function newUser(
  random: Random,
  accountId: string,
  name: string,
  createdAtMs: number,
  rest: Partial<IamUser> = {},
): IamUser {
  const path = rest.path ?? '/';
  return {
    name,
    id: iamId(random, 'AIDA'),
    arn: `arn:aws:iam::${accountId}:user${path}${name}`,
    createdAtMs,
    mfaDevices: [],
    groupNames: [],
    accessKeys: [],
    inlinePolicies: {},
    attachedPolicyArns: [],
    tags: {},
    ...rest,
    path,
  };
}

export function newGroup(
  random: Random,
  accountId: string,
  name: string,
  createdAtMs: number,
  attachedPolicyArns: string[],
): IamGroup {
  const arn = `arn:aws:iam::${accountId}:group/${name}`;
  return { name, path: '/', id: iamId(random, 'AGPA'), arn, createdAtMs, inlinePolicies: {}, attachedPolicyArns };
}

export function newRole(
  random: Random,
  accountId: string,
  name: string,
  createdAtMs: number,
  rest: Partial<IamRole> & { trustPolicy: string },
): IamRole {
  const path = rest.path ?? '/';
  return {
    name,
    id: iamId(random, 'AROA'),
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    createdAtMs,
    description: '',
    maxSessionDurationSeconds: 3600,
    isServiceLinked: path.startsWith('/aws-service-role/'),
    inlinePolicies: {},
    attachedPolicyArns: [],
    tags: {},
    ...rest,
    path,
  };
}

export function newInstanceProfile(
  random: Random,
  accountId: string,
  name: string,
  roleName: string,
  createdAtMs: number,
): InstanceProfile {
  const arn = `arn:aws:iam::${accountId}:instance-profile/${name}`;
  return { name, path: '/', id: iamId(random, 'AIPA'), arn, createdAtMs, roleName, tags: {} };
}

/** A managed policy with one version. `owner` is an account id, or `aws` for those that AWS provides. */
export function newPolicy(
  random: Random,
  owner: string,
  name: string,
  createdAtMs: number,
  document: string,
  path = '/',
): ManagedPolicy {
  return {
    name,
    path,
    id: iamId(random, 'ANPA'),
    arn: `arn:aws:iam::${owner}:policy${path}${name}`,
    description: '',
    createdAtMs,
    updatedAtMs: createdAtMs,
    defaultVersionId: 'v1',
    versions: [{ id: 'v1', document, createdAtMs }],
  };
}

/** A region without anything in it. */
export function newRegion(name: string, zonePrefix: string): RegionState {
  return {
    name,
    availabilityZones: ['a', 'b', 'c'].map((letter, i) => ({
      name: `${name}${letter}`,
      id: `${zonePrefix}-az${i + 1}`,
    })),
    vpcs: {},
    subnets: {},
    networkAcls: {},
    routeTables: {},
    internetGateways: {},
    securityGroups: {},
    networkInterfaces: {},
    addresses: {},
    flowLogs: {},
    instances: {},
    instanceProfileAssociations: {},
    images: {},
    volumes: {},
    snapshots: {},
    autoScalingGroups: {},
  };
}

export function newAccount(id: string, name: string, email: string, role: AccountRole): Account {
  return {
    id,
    name,
    email,
    role,
    inOrganisation: role !== 'responder',
    iam: { users: {}, groups: {}, roles: {}, policies: {}, instanceProfiles: {} },
    regions: {},
    trails: {},
  };
}
