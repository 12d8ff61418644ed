import type { IamRole } from '../../estate/types.ts';
import { base32Text } from '../../wire/derived-values.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { alreadyExists, changeableRoleOf, documentOf, iamOf, onEntity, roleOf } from './entities.ts';
import { roleXml, tagsXml } from './entity-xml.ts';
import { byPath, pagedReply } from './page.ts';
import { tagParams } from './users.ts';

function createRole(call: RangeCall): IamRole {
  const iam = iamOf(call);
  const { params } = call;
  const name = String(params.RoleName);
  const path = String(params.Path ?? '/');
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw new ServiceError('ValidationError', 400, 'The specified value for roleName is invalid.');
  if (iam.roles[name]) throw alreadyExists(`Role with name ${name} already exists.`);
  const trustPolicy = documentOf({ ...call, params: { PolicyDocument: params.AssumeRolePolicyDocument } }, 'trust');
  const role: IamRole = {
    name,
    path,
    id: `AROA${base32Text(call.derive('role', 17))}`,
    arn: `arn:aws:iam::${call.accountId}:role${path}${name}`,
    createdAtMs: call.nowMs,
    description: String(params.Description ?? ''),
    maxSessionDurationSeconds: Number(params.MaxSessionDuration ?? 3600),
    trustPolicy,
    isServiceLinked: false,
    inlinePolicies: {},
    attachedPolicyArns: [],
    ...(params.PermissionsBoundary === undefined ? {} : { permissionsBoundaryArn: String(params.PermissionsBoundary) }),
    tags: tagParams(call),
  };
  iam.roles[name] = role;
  return role;
}

function deleteRole(call: RangeCall): void {
  const role = changeableRoleOf(call);
  const iam = iamOf(call);
  const conflict = (what: string): never => {
    throw new ServiceError('DeleteConflict', 409, `Cannot delete entity, must ${what} first.`);
  };
  if (Object.keys(role.inlinePolicies).length > 0) conflict('delete policies');
  if (role.attachedPolicyArns.length > 0) conflict('detach all policies');
  const holders = Object.values(iam.instanceProfiles).filter((profile) => profile.roleName === role.name);
  if (holders.length > 0) conflict('remove roles from instance profile');
  delete iam.roles[role.name];
}

const onRole = onEntity('role');

export const roleOperations: Record<string, Operation> = {
  ListRoles: {
    handle: (call) => pagedReply(call, 'Roles', byPath(call, iamOf(call).roles), (role) => roleXml(role, false)),
  },
  GetRole: {
    required: ['RoleName'],
    authorize: onRole,
    handle: (call) => ({ xml: { Role: roleXml(roleOf(call), true) } }),
  },
  ListRoleTags: {
    required: ['RoleName'],
    authorize: onRole,
    handle: (call) => pagedReply(call, 'Tags', tagsXml(roleOf(call).tags), (tag) => tag),
  },
  CreateRole: {
    required: ['RoleName', 'AssumeRolePolicyDocument'],
    authorize: onRole,
    mutates: true,
    handle: (call) => ({ xml: { Role: roleXml(createRole(call), true) } }),
  },
  DeleteRole: {
    required: ['RoleName'],
    authorize: onRole,
    mutates: true,
    handle: (call) => {
      deleteRole(call);
      return {};
    },
  },
  UpdateAssumeRolePolicy: {
    required: ['RoleName', 'PolicyDocument'],
    authorize: onRole,
    mutates: true,
    handle: (call) => {
      changeableRoleOf(call).trustPolicy = documentOf(call, 'trust');
      return {};
    },
  },
  UpdateRole: {
    required: ['RoleName'],
    authorize: onRole,
    mutates: true,
    handle: (call) => {
      const role = changeableRoleOf(call);
      if (call.params.Description !== undefined) role.description = String(call.params.Description);
      if (call.params.MaxSessionDuration !== undefined)
        role.maxSessionDurationSeconds = Number(call.params.MaxSessionDuration);
      return { xml: {} };
    },
  },
};
