/** What an ordinary activity needs, and makers of the calls that most of them are made of. */
import type { Actor } from '../../../estate/actors.ts';
import { iamId } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { Random } from '../../../estate/random.ts';
import type { Json, TrailCall } from '../../../estate/trail-record.ts';
import type { IamRole } from '../../../estate/types.ts';
import { HOUR_MS } from '../cast.ts';
import type { Script } from '../script.ts';

/** Makes the calls of one occurrence that begins at `atMs`. */
export type Activity = (script: Script, random: Random, atMs: number) => TrailCall[];

/** `service:Name` or `service:Name` with parameters. */
export type Wanted = string | [string, Json];

/** A burst of calls by one actor, a few hundred milliseconds to `paceMs` apart. */
export function burst(
  random: Random,
  base: { accountId: string; region: string; actor: Actor; atMs: number; paceMs: number },
  wanted: Wanted[],
): TrailCall[] {
  let atMs = base.atMs;
  return wanted.map((item) => {
    const [call, request] = typeof item === 'string' ? [item, null] : item;
    const [service, name] = call.split(':') as [string, string];
    atMs += random.between(200, base.paceMs);
    const region = service === 'iam' || service === 'organizations' ? 'us-east-1' : base.region;
    return { atMs, accountId: base.accountId, region, actor: base.actor, service, name, request };
  });
}

/** A role handed out by a service: the AssumeRole record and the key that the following calls use. */
export function assumedByService(
  random: Random,
  spec: { atMs: number; accountId: string; region: string; role: IamRole; host: string; sessionName: string },
): { call: TrailCall; accessKeyId: string } {
  const { atMs, accountId, region, role, host, sessionName } = spec;
  const accessKeyId = iamId(random, 'ASIA');
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`;
  const actor: Actor = { identity: { type: 'AWSService', invokedBy: host }, ip: host, agent: host, viaService: true };
  const call: TrailCall = {
    atMs,
    accountId,
    region,
    actor,
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: role.arn, roleSessionName: sessionName },
    response: {
      credentials: { accessKeyId, sessionToken: 'IQoJb3JpZ2luX2VjEM', expiration: recordDate(atMs + HOUR_MS) },
      assumedRoleUser: { assumedRoleId: `${role.id}:${sessionName}`, arn },
    },
    resources: [{ accountId, type: 'AWS::IAM::Role', ARN: role.arn }],
  };
  return { call, accessKeyId };
}
