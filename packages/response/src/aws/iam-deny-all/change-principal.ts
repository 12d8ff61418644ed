import { AppError } from '@virga/domain';
import type { PlanStep, StepResult } from '../../kit/action.ts';
import { denySteps } from './deny-plan.ts';
import { denyAllPolicy, revokeBefore } from './deny-policies.ts';
import { type DenyContext, type PrincipalState, policyNames } from './principal-state.ts';

interface Answer {
  $metadata: { requestId?: string | undefined };
}
const result = (after: StepResult['after'], message: string, answer?: Answer): StepResult => ({
  after,
  message,
  requestIds: answer?.$metadata.requestId ? [answer.$metadata.requestId] : [],
});

async function putPolicy(
  context: DenyContext,
  state: PrincipalState,
  PolicyName: string,
  PolicyDocument: string,
): Promise<Answer> {
  const iam = context.session.iam('contain');
  if (state.kind === 'role') return iam.putRolePolicy({ RoleName: state.name, PolicyName, PolicyDocument });
  return iam.putUserPolicy({ UserName: state.name, PolicyName, PolicyDocument });
}

async function deletePolicy(context: DenyContext, state: PrincipalState, PolicyName: string): Promise<Answer> {
  const iam = context.session.iam('contain');
  if (state.kind === 'role') return iam.deleteRolePolicy({ RoleName: state.name, PolicyName });
  return iam.deleteUserPolicy({ UserName: state.name, PolicyName });
}

async function switchKey(
  context: DenyContext,
  state: PrincipalState,
  AccessKeyId: string,
  Status: 'Active' | 'Inactive',
): Promise<StepResult> {
  const answer = await context.session.iam('contain').updateAccessKey({ UserName: state.name, AccessKeyId, Status });
  return result(Status, Status === 'Active' ? 'On again' : 'Off', answer);
}

/** One step of the plan; done again it writes the same once more. */
export async function applyDenyStep(context: DenyContext, state: PrincipalState, key: string): Promise<StepResult> {
  const names = policyNames(context.actionId);
  if (key === 'deny all')
    return result('Deny * on *', 'Everything is denied', await putPolicy(context, state, names.deny, denyAllPolicy));
  if (key === 'revoke sessions') {
    const policy = revokeBefore(context.nowMicros());
    return result(policy, 'Older sessions are refused', await putPolicy(context, state, names.revoke, policy));
  }
  if (key.startsWith('key ')) return switchKey(context, state, key.slice(4), 'Inactive');
  throw new AppError({ code: 'request.invalid', message: `The plan has an unknown step ${key}.` });
}

/** Sessions are re-stamped before the deny goes: in between both hold (forensics.md, 12). Held keys stay off. */
export function undoDenyPlan(context: DenyContext, state: PrincipalState): PlanStep[] {
  const held = new Set(context.parameters.compromisedKeyIds);
  const steps = denySteps(context, state).filter((step) => !held.has(step.resource));
  const order = ['revoke sessions', 'deny all'];
  const titles: Record<string, string> = {
    'revoke sessions': 'Refuse sessions issued before now: what was stolen stays dead',
    'deny all': 'Remove the policy that denies everything',
  };
  return steps
    .map((step) => ({
      ...step,
      title: titles[step.key] ?? `Switch access key ${step.resource} on again`,
      before: step.after,
      after: step.key === 'revoke sessions' ? 'Deny * when issued before undo' : step.before,
    }))
    .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

export async function undoDenyStep(context: DenyContext, state: PrincipalState, key: string): Promise<StepResult> {
  const names = policyNames(context.actionId);
  if (key === 'revoke sessions') {
    const policy = revokeBefore(context.nowMicros());
    return result(
      policy,
      'Re-stamped to the moment of undo; it stays',
      await putPolicy(context, state, names.revoke, policy),
    );
  }
  if (key === 'deny all') {
    if (state.denyPolicy !== null)
      return result(
        state.denyPolicy,
        'Text as recorded',
        await putPolicy(context, state, names.deny, state.denyPolicy),
      );
    return result(null, 'Removed', await deletePolicy(context, state, names.deny).catch(whenGone));
  }
  if (key.startsWith('key ')) return switchKey(context, state, key.slice(4), 'Active');
  throw new AppError({ code: 'request.invalid', message: `The record has an unknown step ${key}.` });
}

/** Removed by an earlier try of this very step: that is what was wanted. */
function whenGone(error: unknown): Answer {
  if (error instanceof AppError && error.code === 'cloud.not_found') return { $metadata: {} };
  throw error;
}
