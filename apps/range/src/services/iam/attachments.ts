import type { Operation, RangeCall } from '../../wire/service.ts';
import {
  changeableRoleOf,
  groupOf,
  iamOf,
  managedPolicyOf,
  noSuchEntity,
  onEntity,
  roleOf,
  userOf,
} from './entities.ts';
import { pagedReply } from './page.ts';

interface Holder {
  name: string;
  attachedPolicyArns: string[];
}

interface HolderKind {
  word: 'User' | 'Role' | 'Group';
  entity: 'user' | 'role' | 'group';
  read(call: RangeCall): Holder;
  change(call: RangeCall): Holder;
}

const KINDS: HolderKind[] = [
  { word: 'User', entity: 'user', read: userOf, change: userOf },
  { word: 'Role', entity: 'role', read: roleOf, change: changeableRoleOf },
  { word: 'Group', entity: 'group', read: groupOf, change: groupOf },
];

function ofKind({ word, entity, read, change }: HolderKind): Record<string, Operation> {
  const required = [`${word}Name`, 'PolicyArn'];
  const authorize = onEntity(entity, (call) => ({ 'iam:PolicyARN': String(call.params.PolicyArn) }));
  return {
    [`ListAttached${word}Policies`]: {
      required: [`${word}Name`],
      authorize: onEntity(entity),
      handle: (call) =>
        pagedReply(call, 'AttachedPolicies', read(call).attachedPolicyArns, (arn) => ({
          PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
          PolicyArn: arn,
        })),
    },
    [`Attach${word}Policy`]: {
      required,
      authorize,
      mutates: true,
      handle: (call) => {
        const holder = change(call);
        const { arn } = managedPolicyOf(call);
        if (!holder.attachedPolicyArns.includes(arn)) holder.attachedPolicyArns.push(arn);
        return {};
      },
    },
    [`Detach${word}Policy`]: {
      required,
      authorize,
      mutates: true,
      handle: (call) => {
        const holder = change(call);
        const arn = String(call.params.PolicyArn);
        if (!holder.attachedPolicyArns.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
        holder.attachedPolicyArns = holder.attachedPolicyArns.filter((entry) => entry !== arn);
        return {};
      },
    },
  };
}

function entitiesForPolicy(call: RangeCall) {
  const iam = iamOf(call);
  const { arn } = managedPolicyOf(call);
  const holding = <T extends Holder & { id: string }>(all: Record<string, T>): T[] =>
    Object.values(all).filter((holder) => holder.attachedPolicyArns.includes(arn));
  return {
    xml: {
      PolicyGroups: holding(iam.groups).map((group) => ({ GroupName: group.name, GroupId: group.id })),
      PolicyUsers: holding(iam.users).map((user) => ({ UserName: user.name, UserId: user.id })),
      PolicyRoles: holding(iam.roles).map((role) => ({ RoleName: role.name, RoleId: role.id })),
      IsTruncated: false,
    },
  };
}

/** Attaching, detaching and listing of managed policies. */
export const attachmentOperations: Record<string, Operation> = {
  ...Object.assign({}, ...KINDS.map(ofKind)),
  ListEntitiesForPolicy: { required: ['PolicyArn'], authorize: onEntity('policy'), handle: entitiesForPolicy },
};
