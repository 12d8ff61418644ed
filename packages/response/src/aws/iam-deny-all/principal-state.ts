import { AppError, type JsonValue } from '@virga/domain';
import { z } from 'zod';
import type { ActionContext } from '../../kit/action.ts';
import type { IamDenyAllParameters } from './manifest.ts';

export type DenyContext = ActionContext<IamDenyAllParameters>;

const stateSchema = z.object({
  kind: z.enum(['role', 'user']),
  name: z.string(),
  arn: z.string(),
  path: z.string(),
  /** Names of all inline policies, sorted. */
  policies: z.array(z.string()),
  /** Text of ours, should they be there: null when not. */
  denyPolicy: z.string().nullable(),
  revokePolicy: z.string().nullable(),
  accessKeys: z.array(z.object({ id: z.string(), status: z.string() })),
});
export type PrincipalState = z.output<typeof stateSchema>;

export function asPrincipal(value: JsonValue): PrincipalState {
  return stateSchema.parse(value);
}

/** Names of our two policies: opaque, by the action's id. */
export function policyNames(actionId: string): { deny: string; revoke: string } {
  const part = actionId.replaceAll('-', '').slice(-12);
  return { deny: `v-${part}-1`, revoke: `v-${part}-2` };
}

export async function readPrincipal(context: DenyContext): Promise<PrincipalState> {
  const { name, principalType } = context.parameters;
  const state = principalType === 'role' ? await readRole(context, name) : await readUser(context, name);
  return {
    ...state,
    policies: [...state.policies].sort(),
    accessKeys: state.accessKeys.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

async function readRole(context: DenyContext, RoleName: string): Promise<PrincipalState> {
  const iam = context.session.iam();
  const { Role: role } = await iam.getRole({ RoleName });
  if (!role) throw gone(RoleName);
  const policies = (await iam.listRolePolicies({ RoleName })).PolicyNames ?? [];
  const text = async (PolicyName: string) =>
    policies.includes(PolicyName)
      ? decodeURIComponent((await iam.getRolePolicy({ RoleName, PolicyName })).PolicyDocument ?? '')
      : null;
  const names = policyNames(context.actionId);
  return {
    kind: 'role',
    name: RoleName,
    arn: role.Arn ?? '',
    path: role.Path ?? '/',
    policies,
    denyPolicy: await text(names.deny),
    revokePolicy: await text(names.revoke),
    accessKeys: [],
  };
}

async function readUser(context: DenyContext, UserName: string): Promise<PrincipalState> {
  const iam = context.session.iam();
  const { User: user } = await iam.getUser({ UserName });
  if (!user) throw gone(UserName);
  const policies = (await iam.listUserPolicies({ UserName })).PolicyNames ?? [];
  const names = policyNames(context.actionId);
  const deny = policies.includes(names.deny) ? await iam.getUserPolicy({ UserName, PolicyName: names.deny }) : null;
  const keys = (await iam.listAccessKeys({ UserName })).AccessKeyMetadata ?? [];
  return {
    kind: 'user',
    name: UserName,
    arn: user.Arn ?? '',
    path: user.Path ?? '/',
    policies,
    denyPolicy: deny ? decodeURIComponent(deny.PolicyDocument ?? '') : null,
    revokePolicy: null,
    accessKeys: keys.map((key) => ({ id: key.AccessKeyId ?? '', status: key.Status ?? 'Unknown' })),
  };
}

function gone(name: string): AppError {
  return new AppError({ code: 'cloud.not_found', message: `${name} does not exist any more.` });
}
