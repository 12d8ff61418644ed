import type { Operation, RangeCall } from '../../wire/service.ts';
import { iamOf } from './entities.ts';
import { attachmentCount } from './entity-xml.ts';

function summary(call: RangeCall): Record<string, number> {
  const iam = iamOf(call);
  const users = Object.values(iam.users);
  const policies = Object.values(iam.policies);
  return {
    Users: users.length,
    UsersQuota: 5000,
    Groups: Object.keys(iam.groups).length,
    GroupsQuota: 300,
    Roles: Object.keys(iam.roles).length,
    RolesQuota: 1000,
    Policies: policies.length,
    PoliciesQuota: 1500,
    PolicyVersionsInUse: policies.filter((policy) => attachmentCount(iam, policy.arn) > 0).length,
    InstanceProfiles: Object.keys(iam.instanceProfiles).length,
    InstanceProfilesQuota: 1000,
    MFADevices: users.reduce((sum, user) => sum + user.mfaDevices.length, 0),
    MFADevicesInUse: users.reduce((sum, user) => sum + user.mfaDevices.length, 0),
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
    AccountPasswordPresent: 1,
    AccessKeysPerUserQuota: 2,
    GroupsPerUserQuota: 10,
    AttachedPoliciesPerUserQuota: 10,
    AttachedPoliciesPerRoleQuota: 10,
    AttachedPoliciesPerGroupQuota: 10,
    VersionsPerPolicyQuota: 5,
  };
}

export const accountOperations: Record<string, Operation> = {
  ListAccountAliases: {
    handle: (call) => {
      const alias = iamOf(call).accountAlias;
      return { xml: { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false } };
    },
  },
  GetAccountSummary: {
    // A map travels as entries of key and value.
    handle: (call) => {
      const entries = Object.entries(summary(call)).map(([key, value]) => ({ key, value }));
      return { xml: { SummaryMap: { 'entry[]': entries } } };
    },
  },
};
