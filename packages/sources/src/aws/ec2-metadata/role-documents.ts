import type { DocumentCall } from './documents.ts';

/** An answer that leads on: from the profile to its roles, from a role to its policies. */
export type FollowUp = (answer: Record<string, unknown>) => DocumentCall[];

export interface FollowedCall extends DocumentCall {
  follow?: FollowUp;
}

interface Role {
  RoleName?: string;
}

/** The instance's profile, each role in it, and every policy text that says what the machine may do. */
export function profileDocument(profileName: string): FollowedCall {
  const input = { InstanceProfileName: profileName };
  return {
    ...iam(`profile/${profileName}.json`, 'GetInstanceProfile', input, (client) => client.getInstanceProfile(input)),
    follow(answer) {
      const profile = answer.InstanceProfile as { Roles?: Role[] } | undefined;
      return (profile?.Roles ?? []).flatMap((role) => (role.RoleName ? roleDocuments(role.RoleName) : []));
    },
  };
}

function roleDocuments(RoleName: string): FollowedCall[] {
  const input = { RoleName };
  const base = `role/${RoleName}`;
  return [
    iam(`${base}/role.json`, 'GetRole', input, (client) => client.getRole(input)),
    {
      ...iam(`${base}/inline-policies.json`, 'ListRolePolicies', input, (client) => client.listRolePolicies(input)),
      follow: (answer) =>
        ((answer.PolicyNames ?? []) as string[]).map((PolicyName) => {
          const named = { RoleName, PolicyName };
          return iam(`${base}/inline/${PolicyName}.json`, 'GetRolePolicy', named, (client) =>
            client.getRolePolicy(named),
          );
        }),
    },
    {
      ...iam(`${base}/attached-policies.json`, 'ListAttachedRolePolicies', input, (client) =>
        client.listAttachedRolePolicies(input),
      ),
      follow: (answer) =>
        ((answer.AttachedPolicies ?? []) as { PolicyArn?: string }[]).flatMap((policy) =>
          policy.PolicyArn ? [policyDocument(base, policy.PolicyArn)] : [],
        ),
    },
  ];
}

function policyDocument(base: string, PolicyArn: string): FollowedCall {
  const name = PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1);
  const input = { PolicyArn };
  return {
    ...iam(`${base}/managed/${name}.json`, 'GetPolicy', input, (client) => client.getPolicy(input)),
    follow(answer) {
      const VersionId = (answer.Policy as { DefaultVersionId?: string } | undefined)?.DefaultVersionId;
      if (!VersionId) return [];
      const versioned = { PolicyArn, VersionId };
      const key = `${base}/managed/${name}-${VersionId}.json`;
      return [iam(key, 'GetPolicyVersion', versioned, (client) => client.getPolicyVersion(versioned))];
    },
  };
}

type IamClient = ReturnType<Parameters<DocumentCall['ask']>[0]['iam']>;

function iam(
  key: string,
  operation: string,
  input: Record<string, unknown>,
  ask: (client: IamClient) => Promise<object>,
): FollowedCall {
  return { key, service: 'iam', operation, input, ask: (session) => ask(session.iam()) };
}
