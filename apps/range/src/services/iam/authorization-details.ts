import type { IamState } from '../../estate/types.ts';
import type { Operation, Params, RangeCall, XmlValue } from '../../wire/service.ts';
import { iamOf } from './entities.ts';
import {
  encodedDocument,
  groupXml,
  instanceProfileXml,
  managedPolicyXml,
  policyVersionXml,
  roleXml,
  tagsXml,
  userXml,
} from './entity-xml.ts';
import { pageOf } from './page.ts';

type Xml = { [name: string]: XmlValue };
type Entry = { list: string; xml: Xml };

const inlineXml = (policies: Record<string, string>): Xml[] =>
  Object.entries(policies).map(([PolicyName, text]) => ({ PolicyName, PolicyDocument: encodedDocument(text) }));

const attachedXml = (arns: string[]): Xml[] =>
  arns.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));

function roleDetail(iam: IamState, name: string): Xml {
  const role = iam.roles[name];
  if (!role) return {};
  const profiles = Object.values(iam.instanceProfiles).filter((profile) => profile.roleName === name);
  return {
    ...roleXml(role, true),
    Description: undefined,
    MaxSessionDuration: undefined,
    Tags: tagsXml(role.tags),
    InstanceProfileList: profiles.map((profile) => instanceProfileXml(iam, profile)),
    RolePolicyList: inlineXml(role.inlinePolicies),
    AttachedManagedPolicies: attachedXml(role.attachedPolicyArns),
  };
}

function entries(call: RangeCall): Entry[] {
  const iam = iamOf(call);
  const out: Entry[] = [];
  for (const user of Object.values(iam.users)) {
    const xml = {
      ...userXml(user, true),
      PasswordLastUsed: undefined,
      Tags: tagsXml(user.tags),
      UserPolicyList: inlineXml(user.inlinePolicies),
      GroupList: user.groupNames,
      AttachedManagedPolicies: attachedXml(user.attachedPolicyArns),
    };
    out.push({ list: 'UserDetailList', xml });
  }
  for (const group of Object.values(iam.groups)) {
    const policies = {
      GroupPolicyList: inlineXml(group.inlinePolicies),
      AttachedManagedPolicies: attachedXml(group.attachedPolicyArns),
    };
    out.push({ list: 'GroupDetailList', xml: { ...groupXml(group), ...policies } });
  }
  for (const name of Object.keys(iam.roles)) out.push({ list: 'RoleDetailList', xml: roleDetail(iam, name) });
  const inUse = [...Object.values(iam.policies), ...Object.values(call.estate.awsManagedPolicies)];
  for (const policy of inUse) {
    const versions = policy.versions.map((version) => policyVersionXml(policy, version, true));
    out.push({ list: 'Policies', xml: { ...managedPolicyXml(iam, policy), PolicyVersionList: versions } });
  }
  return out;
}

const FILTER_OF: Record<string, string> = { UserDetailList: 'User', GroupDetailList: 'Group', RoleDetailList: 'Role' };

function isWanted(entry: Entry, filters: string[]): boolean {
  if (filters.length === 0) return true;
  const kind =
    FILTER_OF[entry.list] ?? (String(entry.xml.Arn).includes('::aws:') ? 'AWSManagedPolicy' : 'LocalManagedPolicy');
  return filters.includes(kind);
}

/** Everything of an account's IAM in one paged read; the pages run through users, groups, roles, policies. */
export const getAccountAuthorizationDetails: Operation = {
  handle: (call) => {
    const filters = ((call.params.Filter ?? []) as (string | Params)[]).map(String);
    const { items, more } = pageOf(
      call,
      entries(call).filter((entry) => isWanted(entry, filters)),
    );
    const listOf = (list: string): Xml[] => items.filter((entry) => entry.list === list).map((entry) => entry.xml);
    return {
      xml: {
        UserDetailList: listOf('UserDetailList'),
        GroupDetailList: listOf('GroupDetailList'),
        RoleDetailList: listOf('RoleDetailList'),
        Policies: listOf('Policies'),
        ...more,
      },
    };
  },
};
