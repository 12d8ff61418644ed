import type { IamUser } from '../../estate/types.ts';
import { base32Text } from '../../wire/derived-values.ts';
import type { Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { alreadyExists, groupOf, iamOf, noSuchEntity, onEntity, userOf } from './entities.ts';
import { groupXml, iamTime, tagsXml, userXml } from './entity-xml.ts';
import { byPath, pagedReply } from './page.ts';

/** Tags of a call as a record. */
export function tagParams(call: RangeCall): Record<string, string> {
  const list = (call.params.Tags ?? []) as Params[];
  return Object.fromEntries(list.map((tag) => [String(tag.Key), String(tag.Value ?? '')]));
}

function createUser(call: RangeCall): IamUser {
  const iam = iamOf(call);
  const name = String(call.params.UserName);
  const path = String(call.params.Path ?? '/');
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw new ServiceError('ValidationError', 400, 'The specified value for userName is invalid.');
  if (iam.users[name]) throw alreadyExists(`User with name ${name} already exists.`);
  const user: IamUser = {
    name,
    path,
    id: `AIDA${base32Text(call.derive('user', 17))}`,
    arn: `arn:aws:iam::${call.accountId}:user${path}${name}`,
    createdAtMs: call.nowMs,
    mfaDevices: [],
    groupNames: [],
    accessKeys: [],
    inlinePolicies: {},
    attachedPolicyArns: [],
    ...(call.params.PermissionsBoundary === undefined
      ? {}
      : { permissionsBoundaryArn: String(call.params.PermissionsBoundary) }),
    tags: tagParams(call),
  };
  iam.users[name] = user;
  return user;
}

function deleteUser(call: RangeCall): void {
  const user = userOf(call);
  const holds = (what: string): never => {
    throw new ServiceError('DeleteConflict', 409, `Cannot delete entity, must ${what} first.`);
  };
  if (user.accessKeys.length > 0) holds('delete access keys');
  if (user.loginProfile) holds('delete login profile');
  if (Object.keys(user.inlinePolicies).length > 0) holds('delete policies');
  if (user.attachedPolicyArns.length > 0) holds('detach all policies');
  if (user.groupNames.length > 0) holds('remove users from group');
  if (user.mfaDevices.length > 0) holds('delete MFA device');
  delete iamOf(call).users[user.name];
}

const onUser = onEntity('user');
const onGroup = onEntity('group');

export const userOperations: Record<string, Operation> = {
  ListUsers: {
    handle: (call) => pagedReply(call, 'Users', byPath(call, iamOf(call).users), (user) => userXml(user, false)),
  },
  GetUser: { authorize: onUser, handle: (call) => ({ xml: { User: userXml(userOf(call), true) } }) },
  ListUserTags: {
    required: ['UserName'],
    authorize: onUser,
    handle: (call) => pagedReply(call, 'Tags', tagsXml(userOf(call).tags), (tag) => tag),
  },
  CreateUser: {
    required: ['UserName'],
    authorize: onUser,
    mutates: true,
    handle: (call) => ({ xml: { User: userXml(createUser(call), true) } }),
  },
  DeleteUser: {
    required: ['UserName'],
    authorize: onUser,
    mutates: true,
    handle: (call) => {
      deleteUser(call);
      return {};
    },
  },
  ListGroupsForUser: {
    required: ['UserName'],
    authorize: onUser,
    handle: (call) => {
      const groups = userOf(call).groupNames.flatMap((name) => iamOf(call).groups[name] ?? []);
      return pagedReply(call, 'Groups', groups, groupXml);
    },
  },
  AddUserToGroup: {
    required: ['GroupName', 'UserName'],
    authorize: onGroup,
    mutates: true,
    handle: (call) => {
      const user = userOf(call);
      const group = groupOf(call);
      if (!user.groupNames.includes(group.name)) user.groupNames.push(group.name);
      return {};
    },
  },
  RemoveUserFromGroup: {
    required: ['GroupName', 'UserName'],
    authorize: onGroup,
    mutates: true,
    handle: (call) => {
      const user = userOf(call);
      const group = groupOf(call);
      user.groupNames = user.groupNames.filter((name) => name !== group.name);
      return {};
    },
  },
  GetLoginProfile: {
    required: ['UserName'],
    authorize: onUser,
    handle: (call) => {
      const user = userOf(call);
      const profile = user.loginProfile;
      if (!profile) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
      const content = {
        UserName: user.name,
        CreateDate: iamTime(profile.createdAtMs),
        PasswordResetRequired: profile.passwordResetRequired,
      };
      return { xml: { LoginProfile: content } };
    },
  },
  CreateLoginProfile: {
    required: ['UserName', 'Password'],
    authorize: onUser,
    mutates: true,
    handle: (call) => {
      const user = userOf(call);
      if (user.loginProfile) throw alreadyExists(`Login Profile for user ${user.name} already exists.`);
      user.loginProfile = {
        createdAtMs: call.nowMs,
        passwordResetRequired: call.params.PasswordResetRequired === 'true',
      };
      return { xml: { LoginProfile: { UserName: user.name, CreateDate: iamTime(call.nowMs) } } };
    },
    trail: (call) => ({ requestParameters: { userName: String(call.params.UserName) } }),
  },
  DeleteLoginProfile: {
    required: ['UserName'],
    authorize: onUser,
    mutates: true,
    handle: (call) => {
      const user = userOf(call);
      if (!user.loginProfile) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
      delete user.loginProfile;
      return {};
    },
  },
  ListMFADevices: {
    authorize: onUser,
    handle: (call) => {
      const user = userOf(call);
      return pagedReply(call, 'MFADevices', user.mfaDevices, (device) => ({
        UserName: user.name,
        SerialNumber: device.serialNumber,
        EnableDate: iamTime(device.enabledAtMs),
      }));
    },
  },
};
