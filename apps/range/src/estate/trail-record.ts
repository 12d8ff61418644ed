/**
 * One CloudTrail record, version 1.09.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import type { Actor } from './actors.ts';
import { uuid } from './ids.ts';
import { isoSeconds } from './iso-time.ts';
import type { Random } from './random.ts';
import { type NamedResource, resourcesIn } from './record-resources.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What happened, in the words of the scenario; `makeEvent` gives it the shape of a record. */
export interface TrailCall {
  atMs: number;
  /** Account whose trail gets the record (recipientAccountId). */
  accountId: string;
  region: string;
  actor: Actor;
  /** `ec2` for ec2.amazonaws.com. */
  service: string;
  name: string;
  /** Default: by the name (Get, List, Describe, Head, Lookup … only read). */
  readOnly?: boolean;
  request?: Json;
  response?: Json;
  /** A failed sign-in has a message and no code. */
  error?: { code?: string; message: string };
  resources?: Json;
  additional?: Json;
  category?: 'management' | 'data';
  eventType?: 'AwsApiCall' | 'AwsConsoleSignIn' | 'AwsServiceEvent';
  sharedEventId?: string;
  userAgent?: string;
  sourceIp?: string;
  eventId?: string;
  requestId?: string;
}

/** A record with what LookupEvents and the delivery need to know of it, so that the text is parsed by nobody. */
export interface StagedEvent {
  id: string;
  timeMs: number;
  accountId: string;
  region: string;
  source: string;
  name: string;
  readOnly: boolean;
  category: 'management' | 'data';
  userName?: string;
  accessKeyId?: string;
  resources: NamedResource[];
  /** The record as JSON text. */
  json: string;
  /** No trail ever delivers it: the one that would have was stopped at that moment. Only the truth knows it. */
  isLost?: boolean;
}

const READS = /^(Get|List|Describe|Head|Lookup|BatchGet|AssumeRole|Decrypt|GenerateDataKey|Simulate|Search|Query)/;

/** Makes the record. Ids are drawn from `random` unless given. */
export function makeEvent(random: Random, call: TrailCall): StagedEvent {
  const { actor } = call;
  const id = call.eventId ?? uuid(random);
  const requestId = call.requestId ?? uuid(random);
  const category = call.category ?? 'management';
  const readOnly = call.readOnly ?? READS.test(call.name);
  const eventType = call.eventType ?? 'AwsApiCall';
  const record: Record<string, Json | undefined> = {
    eventVersion: '1.09',
    userIdentity: actor.identity,
    eventTime: isoSeconds(call.atMs),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: call.region,
    sourceIPAddress: call.sourceIp ?? actor.ip,
    userAgent: call.userAgent ?? actor.agent,
    errorCode: call.error?.code,
    errorMessage: call.error?.message,
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    additionalEventData: call.additional,
    requestID: eventType === 'AwsApiCall' ? requestId : undefined,
    eventID: id,
    readOnly,
    resources: call.resources,
    eventType,
    managementEvent: category === 'management',
    recipientAccountId: call.accountId,
    sharedEventID: call.sharedEventId,
    eventCategory: category === 'management' ? 'Management' : 'Data',
    tlsDetails: actor.viaService ? undefined : tlsDetails(call),
    sessionCredentialFromConsole: actor.fromConsole ? 'true' : undefined,
  };
  return {
    id,
    timeMs: Math.floor(call.atMs / 1000) * 1000,
    accountId: call.accountId,
    region: call.region,
    source: `${call.service}.amazonaws.com`,
    name: call.name,
    readOnly,
    category,
    userName: actor.userName,
    accessKeyId: actor.accessKeyId,
    resources: resourcesIn(call.request ?? null, call.response ?? null, call.resources ?? null),
    json: JSON.stringify(record),
  };
}

function tlsDetails(call: TrailCall): Json {
  const isGlobal = call.service === 'iam' || call.service === 'organizations';
  const host = isGlobal ? `${call.service}.amazonaws.com` : `${call.service}.${call.region}.amazonaws.com`;
  return {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: call.service === 'signin' ? `${call.region}.signin.aws.amazon.com` : host,
  };
}
