import type { IsolateContext, IsolationState } from './isolation-state.ts';

/** Tag on what we create there; its value is the action's id. Opaque on purpose (forensics.md, 4). */
const tagKey = 'v-job';

const tagFilter = (context: IsolateContext) => [{ Name: `tag:${tagKey}`, Values: [context.actionId] }];
const tags = (context: IsolateContext) => [{ Key: tagKey, Value: context.actionId }];

/** Id of our empty group of this action, or null. */
export async function findEmptyGroup(context: IsolateContext): Promise<string | null> {
  const answer = await context.session.ec2(context.region).describeSecurityGroups({ Filters: tagFilter(context) });
  return answer.SecurityGroups?.[0]?.GroupId ?? null;
}

/** Our group, made when it is not there, without any rule: a new group comes with egress to everywhere. */
export async function emptyGroup(context: IsolateContext, state: IsolationState): Promise<string> {
  const ec2 = context.session.ec2(context.region, 'contain');
  let groupId = await findEmptyGroup(context);
  if (!groupId) {
    const made = await ec2.createSecurityGroup({
      GroupName: `v-${context.actionId}`,
      Description: `v-${context.actionId}`,
      VpcId: state.instance.vpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: tags(context) }],
    });
    groupId = made.GroupId ?? '';
  }
  const rules = await context.session
    .ec2(context.region)
    .describeSecurityGroupRules({ Filters: [{ Name: 'group-id', Values: [groupId] }] });
  const ids = (isEgress: boolean) =>
    (rules.SecurityGroupRules ?? [])
      .filter((rule) => rule.IsEgress === isEgress)
      .map((rule) => rule.SecurityGroupRuleId ?? '');
  if (ids(true).length > 0) await ec2.revokeSecurityGroupEgress({ GroupId: groupId, SecurityGroupRuleIds: ids(true) });
  if (ids(false).length > 0)
    await ec2.revokeSecurityGroupIngress({ GroupId: groupId, SecurityGroupRuleIds: ids(false) });
  return groupId;
}

export async function findDenyAllList(context: IsolateContext): Promise<string | null> {
  const answer = await context.session.ec2(context.region).describeNetworkAcls({ Filters: tagFilter(context) });
  return answer.NetworkAcls?.[0]?.NetworkAclId ?? null;
}

/** A new network list holds only the rule that denies all: it is used as it comes. */
export async function denyAllList(context: IsolateContext, state: IsolationState): Promise<string> {
  const existing = await findDenyAllList(context);
  if (existing) return existing;
  const made = await context.session.ec2(context.region, 'contain').createNetworkAcl({
    VpcId: state.instance.vpcId,
    TagSpecifications: [{ ResourceType: 'network-acl', Tags: tags(context) }],
  });
  return made.NetworkAcl?.NetworkAclId ?? '';
}
