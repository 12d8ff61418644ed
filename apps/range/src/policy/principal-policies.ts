import type { Account, Estate } from '../estate/types.ts';
import type { Principal } from '../wire/service.ts';
import { type PolicyDocument, parsePolicy } from './document.ts';

/** The documents that decide what a principal may do. */
export interface PrincipalPolicies {
  identity: PolicyDocument[];
  /** Absent: no boundary. */
  boundary?: PolicyDocument;
  /** One list entry per session policy; empty: none was given. */
  session: PolicyDocument[];
}

/** Default version of a customer managed or AWS managed policy, or undefined when there is no such policy. */
export function managedPolicyText(estate: Estate, account: Account, arn: string): string | undefined {
  const policy = account.iam.policies[arn] ?? estate.awsManagedPolicies[arn];
  return policy?.versions.find((version) => version.id === policy.defaultVersionId)?.document;
}

interface Holder {
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
}

function textsOf(estate: Estate, account: Account, holder: Holder): string[] {
  const attached = holder.attachedPolicyArns.map((arn) => managedPolicyText(estate, account, arn));
  return [...Object.values(holder.inlinePolicies), ...attached.filter((text) => text !== undefined)];
}

/** Inline, attached and (for users) group policies, the boundary and the session's policies. */
export function policiesOf(estate: Estate, principal: Principal): PrincipalPolicies {
  const account = estate.accounts[principal.accountId];
  const session = (principal.sessionPolicies ?? []).map(parsePolicy);
  if (!account) return { identity: [], session };
  const iam = account.iam;
  const user = principal.userName === undefined ? undefined : iam.users[principal.userName];
  const role = principal.roleName === undefined ? undefined : iam.roles[principal.roleName];
  const holder = role ?? user;
  if (!holder) return { identity: [], session };
  const texts = textsOf(estate, account, holder);
  for (const name of user?.groupNames ?? []) {
    const group = iam.groups[name];
    if (group) texts.push(...textsOf(estate, account, group));
  }
  const boundaryArn = holder.permissionsBoundaryArn;
  const boundary = boundaryArn === undefined ? undefined : managedPolicyText(estate, account, boundaryArn);
  return {
    identity: texts.map(parsePolicy),
    session,
    ...(boundary === undefined ? {} : { boundary: parsePolicy(boundary) }),
  };
}
