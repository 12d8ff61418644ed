/** The data trail is cut down and stopped; the organisation trail resists; hours later an automation switches the data trail on again. */
import { type Actor, roleActor } from '../../../estate/actors.ts';
import { iamId } from '../../../estate/ids.ts';
import type { Json } from '../../../estate/trail-record.ts';
import type { EventSelector, Trail } from '../../../estate/types.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { REMEDIATION_ROLE } from '../estate/identities.ts';
import { DATA_TRAIL, ORG_TRAIL } from '../estate/trails.ts';
import type { Script } from '../script.ts';

/** Plays hour 33 and returns when the trail stopped and when it logged again. */
export function playEvasion(script: Script, actor: Actor): { stoppedAtMs: number; restartedAtMs: number } {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const trail = Object.values(estate.accounts[accountId]!.trails)[0]!;
  const atMs = cast.attackMs + 33 * HOUR_MS;
  const stoppedAtMs = atMs + 31 * MINUTE_MS;
  const restartedAtMs = stoppedAtMs + 5 * HOUR_MS + 12 * MINUTE_MS;
  const orgArn = `arn:aws:cloudtrail:eu-west-1:${cast.accounts.management}:trail/${ORG_TRAIL}`;
  const base = { accountId, actor, region: 'eu-west-1', service: 'cloudtrail' };
  const principal = String(actor.userName);
  script.step('trail-discovery', { principal, affected: [] }, [
    { ...base, atMs, name: 'DescribeTrails', request: { includeShadowTrails: true } },
    { ...base, atMs: atMs + 40_000, name: 'GetTrailStatus', request: { name: trail.arn } },
    { ...base, atMs: atMs + 60_000, name: 'GetEventSelectors', request: { trailName: trail.arn } },
  ]);
  script.step('delete-org-trail-denied', { principal, affected: [orgArn] }, [
    {
      ...base,
      atMs: atMs + 3 * MINUTE_MS,
      name: 'DeleteTrail',
      readOnly: false,
      request: { name: orgArn },
      error: {
        code: 'InsufficientDependencyServiceAccessPermissionException',
        message: 'The organization trail cannot be deleted by a member account.',
      },
    },
  ]);
  script.step('stop-logging', { principal, affected: [trail.arn] }, [
    { ...base, atMs: stoppedAtMs, name: 'StopLogging', readOnly: false, request: { name: trail.arn } },
  ]);
  script.step('cut-event-selectors', { principal, affected: [trail.arn] }, [
    { ...base, atMs: stoppedAtMs + 2 * MINUTE_MS, name: 'PutEventSelectors', ...selectors(trail, []) },
  ]);
  restore(script, trail, restartedAtMs);
  trail.loggingPeriods = [
    { startedAtMs: trail.loggingPeriods[0]!.startedAtMs, stoppedAtMs },
    { startedAtMs: restartedAtMs },
  ];
  return { stoppedAtMs, restartedAtMs };
}

/** Not the attacker: a Systems Manager automation of the customer. */
function restore(script: Script, trail: Trail, atMs: number): void {
  const { cast, estate } = script;
  const role = estate.accounts[cast.accounts.production]!.iam.roles[REMEDIATION_ROLE]!;
  const session = {
    sessionName: 'AutomationExecution',
    accessKeyId: iamId(script.random, 'ASIA'),
    startedAtMs: atMs - 1000,
    invokedBy: 'ssm.amazonaws.com',
  };
  const actor = roleActor(cast.accounts.production, role, cast.origins.nat, session);
  const base = {
    accountId: cast.accounts.production,
    actor,
    region: 'eu-west-1',
    service: 'cloudtrail',
    readOnly: false,
  };
  script.emit(script.random, { ...base, atMs, name: 'StartLogging', request: { name: trail.arn } });
  script.emit(script.random, {
    ...base,
    atMs: atMs + 4000,
    name: 'PutEventSelectors',
    ...selectors(trail, trail.eventSelectors),
  });
}

function selectors(trail: Trail, wanted: EventSelector[]): { readOnly: boolean; request: Json; response: Json } {
  const list: EventSelector[] =
    wanted.length > 0
      ? wanted
      : [
          {
            readWriteType: 'WriteOnly',
            includeManagementEvents: true,
            dataResources: [],
            excludeManagementEventSources: [],
          },
        ];
  const eventSelectors = list.map((selector) => ({
    readWriteType: selector.readWriteType,
    includeManagementEvents: selector.includeManagementEvents,
    dataResources: selector.dataResources.map((resource) => ({ type: resource.type, values: resource.values })),
    excludeManagementEventSources: selector.excludeManagementEventSources,
  }));
  return {
    readOnly: false,
    request: { trailName: DATA_TRAIL, eventSelectors },
    response: { trailARN: trail.arn, eventSelectors },
  };
}
