import type { ActionPlan, PlanStep } from '../../kit/action.ts';
import { type DenyContext, type PrincipalState, policyNames } from './principal-state.ts';

/** Keys this action switches off: the named ones, or all that are active. */
function keysToSwitch(context: DenyContext, state: PrincipalState): string[] {
  const { accessKeyIds } = context.parameters;
  const active = state.accessKeys.filter((key) => key.status === 'Active').map((key) => key.id);
  return accessKeyIds.length > 0 ? active.filter((id) => accessKeyIds.includes(id)) : active;
}

export function denySteps(context: DenyContext, state: PrincipalState): PlanStep[] {
  const names = policyNames(context.actionId);
  const steps: PlanStep[] = [
    {
      key: 'deny all',
      phase: 'cut',
      title: `Add inline policy ${names.deny}: deny everything`,
      resource: state.arn,
      before: state.denyPolicy,
      after: 'Deny * on *',
    },
  ];
  if (state.kind === 'role')
    steps.push({
      key: 'revoke sessions',
      phase: 'cut',
      title: `Add inline policy ${names.revoke}: refuse sessions issued before now`,
      resource: state.arn,
      before: state.revokePolicy,
      after: 'Deny * when issued before now',
    });
  for (const id of keysToSwitch(context, state))
    steps.push({
      key: `key ${id}`,
      phase: 'cut',
      title: `Switch access key ${id} off`,
      resource: id,
      before: 'Active',
      after: 'Inactive',
    });
  return steps;
}

export async function denyPlan(context: DenyContext, state: PrincipalState): Promise<ActionPlan> {
  const { account, parameters } = context;
  const held = parameters.compromisedKeyIds;
  return {
    summary: `Deny all to ${state.kind} ${state.name} in ${account.name} (${account.externalAccountId.slice(0, 4)}…${account.externalAccountId.slice(-4)})`,
    steps: denySteps(context, state),
    affected: await affectedByDeny(context, state),
    stillGetsThrough: [
      'Calls in the seconds to minutes until the policy has spread',
      ...(state.kind === 'user' ? ['Roles this user assumed before: their sessions are their own principals'] : []),
    ],
    weLose: state.kind === 'role' ? ['Systems Manager on instances that run with this role'] : [],
    restores: ['Inline policies as recorded', ...(state.accessKeys.length > 0 ? ['Access keys that were active'] : [])],
    cannotRestore: [
      ...(state.kind === 'role'
        ? ['Sessions issued before undo: the refusal is re-stamped to that moment and stays']
        : []),
      ...held.map((id) => `Access key ${id}: the attacker holds it, so it stays off`),
    ],
    protectedBecause: protectedBecause(context, state),
  };
}

function protectedBecause(context: DenyContext, state: PrincipalState): string | null {
  if (context.protectedTargets.includes(state.arn))
    return `${state.arn} is one of our own roles, or on the list of targets that are never contained.`;
  if (state.path.startsWith('/aws-service-role/'))
    return `${state.name} is a service-linked role: AWS does not let its policies be changed.`;
  if (state.path.startsWith('/aws-reserved/'))
    return `${state.name} belongs to IAM Identity Center, which would put its policies back.`;
  return null;
}

async function affectedByDeny(context: DenyContext, state: PrincipalState): Promise<ActionPlan['affected']> {
  if (state.kind === 'user') return [];
  const { InstanceProfiles: profiles = [] } = await context.session
    .iam()
    .listInstanceProfilesForRole({ RoleName: state.name });
  const arns = profiles.map((profile) => profile.Arn ?? '').filter((arn) => arn !== '');
  if (arns.length === 0) return [];
  const found = await context.session
    .ec2(context.region)
    .describeInstances({ Filters: [{ Name: 'iam-instance-profile.arn', Values: arns }] });
  return (found.Reservations ?? [])
    .flatMap((reservation) => reservation.Instances ?? [])
    .map((instance) => ({
      kind: 'instance',
      id: instance.InstanceId ?? '',
      name: instance.Tags?.find((tag) => tag.Key === 'Name')?.Value ?? '',
      how: `runs with this role in ${context.region}: all its AWS calls fail`,
    }));
}
