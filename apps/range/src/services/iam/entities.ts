import type { IamGroup, IamRole, IamState, IamUser, InstanceProfile, ManagedPolicy } from '../../estate/types.ts';
import { checkPolicyText, MalformedPolicy } from '../../policy/document.ts';
import type { AuthorizationRequest, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** IAM state of the caller's account. */
export function iamOf(call: RangeCall): IamState {
  const account = call.estate.accounts[call.accountId];
  if (!account) throw new ServiceError('NoSuchEntity', 404, 'The account cannot be found.');
  return account.iam;
}

export function noSuchEntity(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', 404, message);
}

export function alreadyExists(message: string): ServiceError {
  return new ServiceError('EntityAlreadyExists', 409, message);
}

/** The named user; without a name the caller, as in GetUser and ListAccessKeys. */
export function userOf(call: RangeCall): IamUser {
  const name = String(call.params.UserName ?? call.principal.userName ?? '');
  const user = iamOf(call).users[name];
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export function roleOf(call: RangeCall): IamRole {
  const name = String(call.params.RoleName);
  const role = iamOf(call).roles[name];
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Roles of AWS services cannot be changed by IAM calls (IAM API, UnmodifiableEntity). */
export function changeableRoleOf(call: RangeCall): IamRole {
  const role = roleOf(call);
  if (role.isServiceLinked) {
    throw new ServiceError(
      'UnmodifiableEntity',
      400,
      `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
    );
  }
  return role;
}

export function groupOf(call: RangeCall): IamGroup {
  const name = String(call.params.GroupName);
  const group = iamOf(call).groups[name];
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export function instanceProfileOf(call: RangeCall): InstanceProfile {
  const name = String(call.params.InstanceProfileName);
  const profile = iamOf(call).instanceProfiles[name];
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

export function managedPolicyOf(call: RangeCall): ManagedPolicy {
  const arn = String(call.params.PolicyArn);
  const policy = iamOf(call).policies[arn] ?? call.estate.awsManagedPolicies[arn];
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** Document text from a call, checked as IAM checks it. */
export function documentOf(call: RangeCall, kind: 'identity' | 'trust'): string {
  const text = String(call.params.PolicyDocument);
  try {
    checkPolicyText(text, kind);
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new ServiceError('MalformedPolicyDocument', 400, error.message);
    throw error;
  }
  return text;
}

type Kind = 'user' | 'role' | 'group' | 'policy' | 'instance-profile';

function arnFor(call: RangeCall, kind: Kind): { arn: string; tags?: Record<string, string> } {
  const iam = iamOf(call);
  const made = (name: string): { arn: string } => ({ arn: `arn:aws:iam::${call.accountId}:${kind}/${name}` });
  switch (kind) {
    case 'user': {
      const name = String(call.params.UserName ?? call.principal.userName ?? '');
      return iam.users[name] ?? made(name);
    }
    case 'role': {
      const name = String(call.params.RoleName);
      return iam.roles[name] ?? made(name);
    }
    case 'group': {
      const name = String(call.params.GroupName);
      return iam.groups[name] ?? made(name);
    }
    case 'policy':
      return call.params.PolicyArn === undefined
        ? made(String(call.params.PolicyName))
        : { arn: String(call.params.PolicyArn) };
    case 'instance-profile': {
      const name = String(call.params.InstanceProfileName);
      return iam.instanceProfiles[name] ?? made(name);
    }
  }
}

/** IAM authorization on the entity that the call names (Service Authorization Reference, IAM, resource types). */
export function onEntity(kind: Kind, context?: (call: RangeCall) => Record<string, string>) {
  return (call: RangeCall): AuthorizationRequest[] => {
    const { arn, tags } = arnFor(call, kind);
    return [
      {
        action: `iam:${call.operation}`,
        resource: arn,
        ...(tags ? { resourceTags: tags } : {}),
        ...(context ? { context: context(call) } : {}),
      },
    ];
  };
}
