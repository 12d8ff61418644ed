/** The recorder: turns a call made to the range into a CloudTrail record in the account's history and, later, in its trails. */

import type { Actor } from '../../estate/actors.ts';
import { isoSeconds } from '../../estate/iso-time.ts';
import { createRandom } from '../../estate/random.ts';
import { type Json, makeEvent, type StagedEvent, type TrailCall } from '../../estate/trail-record.ts';
import type { Estate } from '../../estate/types.ts';
import type { ApiCallRecord, Principal, RecordApiCall } from '../../wire/service.ts';
import { accountsOf, isSelected, regionsOf, wasLogging } from './selectors.ts';
import { trailLogOf } from './trail-log.ts';

/** Keeps a record. Management events always are; data events only where a trail that logs now asks for them. */
export const recordApiCall: RecordApiCall = (estate, record) => {
  const event = makeEvent(createRandom(estate.seed, record.eventId), toCall(estate, record));
  if (event.category === 'data' && !isWanted(estate, event)) return false;
  trailLogOf(estate).append(event);
  return true;
};

function isWanted(estate: Estate, event: StagedEvent): boolean {
  const trails = Object.values(estate.accounts).flatMap((account) => Object.values(account.trails));
  return trails.some(
    (trail) =>
      accountsOf(estate, trail).includes(event.accountId) &&
      regionsOf(estate, trail, event.accountId).includes(event.region) &&
      wasLogging(trail, event.timeMs) &&
      isSelected(trail, event),
  );
}

function toCall(estate: Estate, record: ApiCallRecord): TrailCall {
  return {
    atMs: Number(record.timeMicros / 1000n),
    accountId: record.accountId,
    region: record.region,
    actor: actorOf(estate, record),
    service: record.eventSource.replace(/\.amazonaws\.com$/, ''),
    name: record.eventName,
    readOnly: record.readOnly,
    request: plain(record.requestParameters),
    response: plain(record.responseElements),
    error: record.errorCode === undefined ? undefined : { code: record.errorCode, message: record.errorMessage ?? '' },
    resources: record.resources?.map(({ type, arn, accountId }) => ({
      ...(accountId ? { accountId } : {}),
      type,
      ARN: arn,
    })),
    additional: record.additionalEventData === undefined ? undefined : plain(record.additionalEventData),
    category: record.category,
    sharedEventId: record.sharedEventId,
    eventId: record.eventId,
    requestId: record.requestId,
  };
}

/** The caller as the trail's account sees it: of another account it knows no more than the id. */
function actorOf(estate: Estate, record: ApiCallRecord): Actor {
  const { principal, sourceIp, userAgent } = record;
  const origin = { ip: sourceIp, agent: userAgent, viaService: false };
  const isElsewhere = principal.accountId !== record.accountId;
  if (isElsewhere && record.eventName.startsWith('AssumeRole')) {
    return {
      ...origin,
      identity: { type: 'AWSAccount', principalId: principal.userId, accountId: principal.accountId },
    };
  }
  return {
    ...origin,
    identity: identityOf(estate, principal),
    userName: nameOf(principal),
    accessKeyId: principal.accessKeyId,
  };
}

function nameOf(principal: Principal): string {
  return principal.userName ?? principal.roleSessionName ?? 'root';
}

function identityOf(estate: Estate, principal: Principal): Json {
  const { accountId, accessKeyId, arn } = principal;
  const base = { principalId: principal.userId, arn, accountId, accessKeyId };
  if (principal.kind === 'root') return { type: 'Root', ...base };
  const creationDate =
    principal.tokenIssuedMicros === undefined ? undefined : isoSeconds(Number(principal.tokenIssuedMicros / 1000n));
  const attributes = { creationDate: creationDate ?? '', mfaAuthenticated: 'false' };
  if (principal.kind === 'user') {
    const user = { type: 'IAMUser', ...base, userName: principal.userName ?? '' };
    return creationDate === undefined ? user : { ...user, sessionContext: { attributes } };
  }
  const sessionIssuer = {
    type: 'Role',
    principalId: principal.userId.split(':')[0] ?? '',
    arn: principal.roleArn ?? '',
    accountId,
    userName: principal.roleName ?? '',
  };
  const context: { [name: string]: Json } = { sessionIssuer, attributes };
  if (principal.sourceIdentity) context.sourceIdentity = principal.sourceIdentity;
  const delivery = estate.sessions[accessKeyId]?.ec2RoleDelivery;
  if (delivery) context.ec2RoleDelivery = delivery;
  return { type: 'AssumedRole', ...base, sessionContext: context };
}

/** Drops what JSON does not know. */
function plain(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}
