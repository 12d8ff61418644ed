import { toJsonValue } from '@virga/domain';
import type { Action, Verification } from '../../kit/action.ts';
import { applyIsolationStep } from './apply-isolation.ts';
import { isolationPlan } from './isolation-plan.ts';
import { asState, type IsolateContext, type IsolationState, readIsolationState } from './isolation-state.ts';
import type { Ec2IsolateParameters } from './manifest.ts';
import { findEmptyGroup } from './own-resources.ts';
import { undoIsolationPlan, undoIsolationStep } from './undo-isolation.ts';

async function verify(context: IsolateContext, before: IsolationState): Promise<Verification> {
  const now = await readIsolationState(context);
  const group = await findEmptyGroup(context);
  const findings: Verification['findings'] = now.interfaces.map((eni) => ({
    title: `Interface ${eni.id} has only the empty group`,
    holds: group !== null && eni.groups.length === 1 && eni.groups[0] === group,
    detail: `Groups now: ${eni.groups.join(', ')}`,
  }));
  const rules = group
    ? await context.session
        .ec2(context.region)
        .describeSecurityGroupRules({ Filters: [{ Name: 'group-id', Values: [group] }] })
    : null;
  const count = rules?.SecurityGroupRules?.length ?? 0;
  findings.push({
    title: 'The empty group has no rule',
    holds: rules !== null && count === 0,
    detail: rules ? `${count} rules` : 'the group is gone',
  });
  if (before.scalingGroup)
    findings.push({
      title: `Standby in ${before.scalingGroup.name}`,
      holds: now.scalingGroup?.lifecycleState === 'Standby',
      detail: `Lifecycle state ${now.scalingGroup?.lifecycleState ?? 'not a member'}`,
    });
  const ended = {
    leave: null,
    'subnet-nacl': 'a list that denies all stands before the subnet',
    stop: 'the instance is stopped',
  }[context.parameters.established];
  findings.push({
    title: 'Established connections are ended',
    holds: ended !== null && (context.parameters.established !== 'stop' || now.instance.state === 'stopped'),
    detail: ended ?? 'Left alone by choice: a tracked connection, a reverse shell too, may still be alive',
  });
  return { holds: findings.every((finding) => finding.holds), findings };
}

export const ec2Isolate: Action<Ec2IsolateParameters> = {
  readState: async (context) => toJsonValue(await readIsolationState(context)),
  plan: (context, state) => isolationPlan(context, asState(state)),
  applyStep: (context, state, key) => applyIsolationStep(context, asState(state), key),
  verify: (context, state) => verify(context, asState(state)),
  undoPlan: (context, state) => undoIsolationPlan(context, asState(state)),
  undoStep: (context, state, key) => undoIsolationStep(context, asState(state), key),
};
