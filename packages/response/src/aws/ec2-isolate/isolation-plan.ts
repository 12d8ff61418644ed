import type { ActionPlan, PlanStep } from '../../kit/action.ts';
import type { IsolateContext, IsolationState } from './isolation-state.ts';

/** Standby with or without lowering the desired size: a group at its minimum launches a replacement instead. */
export function mayLowerDesired(group: NonNullable<IsolationState['scalingGroup']>): boolean {
  return group.desired - 1 >= group.min;
}

const short = (id: string) => (/^\d{12}$/.test(id) ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);

/** Preserve first, then cut (forensics.md, 11). */
export function isolationSteps(context: IsolateContext, state: IsolationState): PlanStep[] {
  return [...preserveSteps(context, state), ...cutSteps(context, state)];
}

function preserveSteps(context: IsolateContext, state: IsolationState): PlanStep[] {
  const { attributes, scalingGroup: group, instance } = state;
  const steps: PlanStep[] = [];
  const preserve = (
    key: string,
    title: string,
    resource: string,
    before: PlanStep['before'],
    after: PlanStep['after'],
  ) => steps.push({ key, phase: 'preserve', title, resource, before, after });
  if (group && group.lifecycleState === 'InService') {
    const how = mayLowerDesired(group) ? 'desired size lowered by one' : 'the group launches a replacement';
    preserve('standby', `Put into standby in ${group.name}, ${how}`, group.name, 'InService', 'Standby');
  }
  if (!attributes.disableApiTermination)
    preserve('protect termination', 'Protect from termination', instance.id, false, true);
  if (!attributes.disableApiStop && context.parameters.established !== 'stop')
    preserve('protect stop', 'Protect from stopping', instance.id, false, true);
  if (attributes.shutdownBehavior !== 'stop')
    preserve(
      'shutdown stops',
      'Shutdown from inside stops instead of terminating',
      instance.id,
      attributes.shutdownBehavior,
      'stop',
    );
  for (const volume of state.volumes.filter((one) => one.deleteOnTermination))
    preserve(
      `keep ${volume.device}`,
      `Keep disk ${volume.volumeId} (${volume.device}) should the instance be terminated`,
      volume.volumeId,
      { deleteOnTermination: true },
      { deleteOnTermination: false },
    );
  return steps;
}

function cutSteps(context: IsolateContext, state: IsolationState): PlanStep[] {
  const { parameters } = context;
  const steps: PlanStep[] = [];
  const cut = (key: string, title: string, resource: string, before: PlanStep['before'], after: PlanStep['after']) =>
    steps.push({ key, phase: 'cut', title, resource, before, after });
  cut(
    'empty group',
    `Make a security group without any rule in ${state.instance.vpcId}`,
    state.instance.vpcId,
    null,
    'group without rules',
  );
  if (parameters.releaseAddress)
    for (const address of state.addresses)
      cut(
        `release ${address.allocationId}`,
        `Take elastic address ${address.publicIp} off`,
        address.allocationId,
        address.interfaceId,
        null,
      );
  for (const eni of state.interfaces.filter((one) => !one.isRequesterManaged))
    cut(`groups ${eni.id}`, `Replace the groups of ${eni.id} by the empty group`, eni.id, eni.groups, [
      'the empty group',
    ]);
  if (parameters.established === 'subnet-nacl')
    for (const list of state.networkLists)
      cut(
        `deny ${list.subnetId}`,
        `Put a network list that denies all before subnet ${list.subnetId}`,
        list.subnetId,
        list.aclId,
        'list that denies all',
      );
  if (parameters.established === 'stop' && state.instance.state === 'running')
    cut('stop', 'Stop the instance', state.instance.id, 'running', 'stopped');
  return steps;
}

export async function isolationPlan(context: IsolateContext, state: IsolationState): Promise<ActionPlan> {
  const { parameters, account } = context;
  const { instance, scalingGroup: group } = state;
  const managed = state.interfaces.filter((eni) => eni.isRequesterManaged);
  return {
    summary: `Isolate ${instance.id} in ${account.name} (${short(account.externalAccountId)})`,
    steps: isolationSteps(context, state),
    affected: await affectedByIsolation(context, state),
    stillGetsThrough: [
      ...(parameters.established === 'leave'
        ? ['Connections that are established and tracked now, a reverse shell too, until they end or idle out']
        : []),
      ...managed.map((eni) => `Interface ${eni.id}: AWS manages it and refuses the change`),
      ...(parameters.established === 'stop'
        ? []
        : [
            'The metadata service 169.254.169.254: the role’s credentials can still be read inside',
            'Amazon DNS of the VPC: data can leave by DNS queries',
          ]),
    ],
    weLose: [
      'Systems Manager: no command and no session any more',
      ...(parameters.established === 'stop' ? ['Memory of the instance', 'Everything on instance store'] : []),
    ],
    restores: [
      'Groups of each interface as recorded',
      ...(parameters.releaseAddress && state.addresses.length > 0 ? ['Elastic addresses'] : []),
      ...(group ? [`Place in ${group.name}`] : []),
      'Protections and disk settings as recorded',
    ],
    cannotRestore: [
      'Connections that are cut',
      ...(group && !mayLowerDesired(group)
        ? [`${group.name} launches a replacement and has one instance more after undo, until it scales in`]
        : []),
      ...(parameters.established === 'stop' ? ['Memory, instance store and an automatic public address'] : []),
      ...(instance.isSpot ? ['Spot: AWS may take the instance at any time, before and after'] : []),
    ],
    protectedBecause: protectedBecause(context, state),
  };
}

function protectedBecause(context: IsolateContext, state: IsolationState): string | null {
  const hit = context.protectedTargets.find(
    (target) => target === state.instance.id || target.endsWith(`:instance/${state.instance.id}`),
  );
  return hit ? `${hit} is on the list of targets that are never contained.` : null;
}

/** Neighbours of the subnet that a network list hits, and the group that gets a replacement. */
async function affectedByIsolation(context: IsolateContext, state: IsolationState): Promise<ActionPlan['affected']> {
  const affected: ActionPlan['affected'] = [];
  const { scalingGroup: group } = state;
  if (group)
    affected.push({
      kind: 'scaling group',
      id: group.name,
      name: group.name,
      how: mayLowerDesired(group) ? `serves with ${group.desired - 1} instances` : 'launches a replacement',
    });
  if (context.parameters.established !== 'subnet-nacl') return affected;
  const subnets = state.networkLists.map((list) => list.subnetId);
  const answer = await context.session
    .ec2(context.region)
    .describeNetworkInterfaces({ Filters: [{ Name: 'subnet-id', Values: subnets }] });
  for (const eni of answer.NetworkInterfaces ?? []) {
    const id = eni.Attachment?.InstanceId ?? eni.NetworkInterfaceId ?? '';
    if (id === state.instance.id) continue;
    affected.push({
      kind: 'neighbour',
      id,
      name: eni.Description || eni.PrivateIpAddress || id,
      how: 'loses all traffic that crosses its subnet',
    });
  }
  return affected;
}
