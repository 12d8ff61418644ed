/** From production into development, and back in from the attacker's own account. */
import { type Actor, otherAccountActor, roleActor } from '../../../estate/actors.ts';
import { iamId, uuid } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import type { IamRole } from '../../../estate/types.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { CROSS_ROLE, PIPELINE_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';
import type { Footholds } from './persistence.ts';

/** Hours 20 to 29; returns the session that exfiltrates. */
export function playLateral(script: Script, footholds: Footholds): Actor {
  playDevelopment(script, footholds);
  playSharedSnapshot(script, footholds.backdoorActor);
  return playExternalAssume(script);
}

interface AssumeCall {
  atMs: number;
  /** Account of the role, whose trail gets the record (the caller's trail gets the other one). */
  accountId: string;
  role: IamRole;
  sessionName: string;
  accessKeyId: string;
  sharedEventId: string;
  durationSeconds: number;
}

/** An AssumeRole record as one of the accounts sees it. */
function assumeRole(actor: Actor, recipient: string, call: AssumeCall): TrailCall {
  const { role, sessionName, accessKeyId, atMs } = call;
  const arn = `arn:aws:sts::${call.accountId}:assumed-role/${role.name}/${sessionName}`;
  return {
    atMs,
    accountId: recipient,
    region: 'eu-west-1',
    actor,
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: role.arn, roleSessionName: sessionName, durationSeconds: call.durationSeconds },
    response: {
      credentials: {
        accessKeyId,
        sessionToken: 'IQoJb3JpZ2luX2VjEAE',
        expiration: recordDate(atMs + call.durationSeconds * 1000),
      },
      assumedRoleUser: { assumedRoleId: `${role.id}:${sessionName}`, arn },
    },
    resources: [{ accountId: call.accountId, type: 'AWS::IAM::Role', ARN: role.arn }],
    sharedEventId: call.sharedEventId,
  };
}

function playDevelopment(script: Script, { backdoor, backdoorActor }: Footholds): void {
  const { cast, estate } = script;
  const { production, development } = cast.accounts;
  const role = estate.accounts[development]!.iam.roles[CROSS_ROLE]!;
  const atMs = cast.attackMs + 22 * HOUR_MS;
  const accessKeyId = iamId(script.random, 'ASIA');
  const call = {
    atMs,
    accountId: development,
    role,
    sessionName: 'deploy',
    accessKeyId,
    sharedEventId: uuid(script.random),
    durationSeconds: 3600,
  };
  const seenThere = otherAccountActor(production, backdoor.id, cast.origins.attackerHost);
  script.step('assume-into-development', { principal: backdoor.arn, affected: [role.arn] }, [
    assumeRole(backdoorActor, production, call),
    assumeRole(seenThere, development, call),
  ]);
  const actor = roleActor(development, role, cast.origins.attackerHost, {
    sessionName: 'deploy',
    accessKeyId,
    startedAtMs: atMs,
  });
  const base = { accountId: development, actor, region: 'eu-central-1' };
  script.step('development-discovery', { principal: role.arn, affected: [] }, [
    { ...base, atMs: atMs + MINUTE_MS, service: 'sts', name: 'GetCallerIdentity' },
    {
      ...base,
      atMs: atMs + 2 * MINUTE_MS,
      service: 'ec2',
      name: 'DescribeInstances',
      request: { instancesSet: {}, filterSet: {} },
    },
    {
      ...base,
      atMs: atMs + 3 * MINUTE_MS,
      service: 'ssm',
      name: 'GetParametersByPath',
      request: { path: '/', recursive: true, withDecryption: true },
    },
    { ...base, atMs: atMs + 4 * MINUTE_MS, service: 'lambda', name: 'ListFunctions20150331' },
    {
      ...base,
      atMs: atMs + 6 * MINUTE_MS,
      service: 'iam',
      region: 'us-east-1',
      name: 'CreateUser',
      request: { userName: 'svc-backup-sync' },
      error: {
        code: 'AccessDenied',
        message: `User: arn:aws:sts::${development}:assumed-role/${CROSS_ROLE}/deploy is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${development}:user/svc-backup-sync because no identity-based policy allows the iam:CreateUser action`,
      },
    },
  ]);
}

function playSharedSnapshot(script: Script, actor: Actor): void {
  const { cast, sharedSnapshot } = script;
  const accountId = cast.accounts.production;
  const { id, volumeId, volumeSizeGiB, startedAtMs } = sharedSnapshot;
  const arn = `arn:aws:ec2:eu-west-1::snapshot/${id}`;
  const base = { accountId, actor, region: 'eu-west-1', service: 'ec2' };
  script.step('share-snapshot', { principal: String(actor.userName), affected: [arn] }, [
    {
      ...base,
      atMs: startedAtMs,
      name: 'CreateSnapshot',
      request: { volumeId },
      response: {
        requestId: uuid(script.random),
        snapshotId: id,
        volumeId,
        status: 'pending',
        startTime: startedAtMs,
        progress: '',
        ownerId: accountId,
        volumeSize: String(volumeSizeGiB),
        description: '',
        encrypted: false,
      },
    },
    {
      ...base,
      atMs: startedAtMs + 9 * MINUTE_MS,
      name: 'ModifySnapshotAttribute',
      request: {
        snapshotId: id,
        createVolumePermission: { add: { items: [{ userId: cast.accounts.external }] } },
        attributeType: 'CREATE_VOLUME_PERMISSION',
      },
      response: { requestId: uuid(script.random), _return: true },
    },
  ]);
}

/** The opened role assumed from outside: production's trail sees an account that nobody knows. */
function playExternalAssume(script: Script): Actor {
  const { cast, estate } = script;
  const { production, external } = cast.accounts;
  const role = estate.accounts[production]!.iam.roles[PIPELINE_ROLE]!;
  const atMs = cast.attackMs + 30 * HOUR_MS;
  const accessKeyId = iamId(script.random, 'ASIA');
  const call = {
    atMs,
    accountId: production,
    role,
    sessionName: 'sync',
    accessKeyId,
    sharedEventId: uuid(script.random),
    durationSeconds: 43_200,
  };
  const outsider = otherAccountActor(external, iamId(script.random, 'AIDA'), cast.origins.attackerHost);
  script.step('assume-from-outside', { principal: `account ${external}`, affected: [role.arn] }, [
    assumeRole(outsider, production, call),
  ]);
  return roleActor(production, role, cast.origins.attackerHost, {
    sessionName: 'sync',
    accessKeyId,
    startedAtMs: atMs,
  });
}
