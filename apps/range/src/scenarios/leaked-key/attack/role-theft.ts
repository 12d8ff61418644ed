/** The credentials of the instance role used from outside of AWS. */
import { type Actor, roleActor } from '../../../estate/actors.ts';
import { iamId } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';

export function playRoleTheft(script: Script): Actor {
  const { cast, estate, compromised } = script;
  const accountId = cast.accounts.production;
  const role = estate.accounts[accountId]!.iam.roles[WEB_ROLE]!;
  const issuedMs = cast.attackMs + 20 * MINUTE_MS;
  const accessKeyId = iamId(script.random, 'ASIA');
  // EC2 fetched these for the instance itself: the ordinary event that ties the stolen key to the instance.
  script.emit(script.random, assumeByEc2(script, issuedMs, accessKeyId));
  const session = { sessionName: compromised.id, accessKeyId, startedAtMs: issuedMs, ec2RoleDelivery: '1.0' } as const;
  const actor = roleActor(accountId, role, cast.origins.attackerHost, session);
  role.lastUsed = { atMs: cast.nowMs - 30 * MINUTE_MS, region: 'eu-west-1' };
  const at = (minutes: number): number => cast.attackMs + HOUR_MS + minutes * MINUTE_MS;
  const base = { accountId, actor, region: 'us-east-1', service: 'iam' };
  script.step(
    'role-credentials-outside',
    { principal: role.arn, affected: [role.arn, `arn:aws:ec2:eu-west-1:${accountId}:instance/${compromised.id}`] },
    [
      { ...base, atMs: at(10), region: 'eu-west-1', service: 'sts', name: 'GetCallerIdentity' },
      { ...base, atMs: at(12), name: 'ListAttachedRolePolicies', request: { roleName: WEB_ROLE } },
      { ...base, atMs: at(12.5), name: 'ListRolePolicies', request: { roleName: WEB_ROLE } },
      { ...base, atMs: at(13), name: 'GetRolePolicy', request: { roleName: WEB_ROLE, policyName: 'bootstrap-2024' } },
      { ...base, atMs: at(15), name: 'GetAccountAuthorizationDetails', request: { filter: ['User', 'Role'] } },
      {
        ...base,
        atMs: at(19),
        region: 'eu-west-1',
        service: 'ec2',
        name: 'DescribeSnapshots',
        request: { snapshotSet: {}, ownersSet: { items: [{ owner: 'self' }] }, filterSet: {} },
      },
    ],
  );
  return actor;
}

function assumeByEc2(script: Script, atMs: number, accessKeyId: string): TrailCall {
  const accountId = script.cast.accounts.production;
  const role = script.estate.accounts[accountId]!.iam.roles[WEB_ROLE]!;
  const host = 'ec2.amazonaws.com';
  return {
    atMs,
    accountId,
    region: 'eu-west-1',
    actor: { identity: { type: 'AWSService', invokedBy: host }, ip: host, agent: host, viaService: true },
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: role.arn, roleSessionName: script.compromised.id },
    response: {
      credentials: { accessKeyId, sessionToken: 'IQoJb3JpZ2luX2VjE', expiration: recordDate(atMs + 6 * HOUR_MS) },
    },
    resources: [{ accountId, type: 'AWS::IAM::Role', ARN: role.arn }],
    sharedEventId: undefined,
  };
}
