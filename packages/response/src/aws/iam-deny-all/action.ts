import { toJsonValue } from '@virga/domain';
import type { Action, Verification } from '../../kit/action.ts';
import { applyDenyStep, undoDenyPlan, undoDenyStep } from './change-principal.ts';
import { denyPlan, denySteps } from './deny-plan.ts';
import type { IamDenyAllParameters } from './manifest.ts';
import { asPrincipal, type DenyContext, type PrincipalState, readPrincipal } from './principal-state.ts';

async function verify(context: DenyContext, before: PrincipalState): Promise<Verification> {
  const now = await readPrincipal(context);
  const findings: Verification['findings'] = [
    {
      title: 'The policy that denies everything is there',
      holds: now.denyPolicy?.includes('"Deny"') ?? false,
      detail: now.denyPolicy ?? 'it is gone',
    },
  ];
  if (before.kind === 'role')
    findings.push({
      title: 'Older sessions are refused',
      holds: now.revokePolicy !== null,
      detail: now.revokePolicy ?? 'the policy is gone',
    });
  for (const step of denySteps(context, before).filter((one) => one.key.startsWith('key '))) {
    const status = now.accessKeys.find((key) => key.id === step.resource)?.status ?? 'deleted';
    findings.push({ title: `Access key ${step.resource} is off`, holds: status !== 'Active', detail: status });
  }
  const added = now.accessKeys.filter(
    (key) => key.status === 'Active' && !before.accessKeys.some((known) => known.id === key.id),
  );
  if (added.length > 0)
    findings.push({
      title: 'No new access key',
      holds: false,
      detail: `Made since the preview: ${added.map((key) => key.id).join(', ')}`,
    });
  return { holds: findings.every((finding) => finding.holds), findings };
}

export const iamDenyAll: Action<IamDenyAllParameters> = {
  readState: async (context) => toJsonValue(await readPrincipal(context)),
  plan: (context, state) => denyPlan(context, asPrincipal(state)),
  applyStep: (context, state, key) => applyDenyStep(context, asPrincipal(state), key),
  verify: (context, state) => verify(context, asPrincipal(state)),
  undoPlan: (context, state) => undoDenyPlan(context, asPrincipal(state)),
  undoStep: (context, state, key) => undoDenyStep(context, asPrincipal(state), key),
};
