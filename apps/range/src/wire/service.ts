import type { Readable } from 'node:stream';
import type { Estate } from '../estate/types.ts';

/**
 * Contract between the wire (HTTP, SigV4, protocols, policy, journal, CloudTrail) and the services behind it.
 * A service only reads and changes the estate and answers; everything else is done before and after it.
 */

/** The five wire protocols of the staged services. `ec2` is AWS Query with EC2's own list and error shapes. */
export type Protocol = 'ec2' | 'query' | 'json-1.1' | 'rest-json' | 'rest-xml';

/** Who signed the call; everything IAM and CloudTrail need to know of them. */
export interface Principal {
  kind: 'root' | 'user' | 'assumed-role';
  accountId: string;
  /** As GetCallerIdentity says it: `arn:aws:iam::…:user/x` or `arn:aws:sts::…:assumed-role/Role/session`. */
  arn: string;
  /** `AIDA…`, or `AROA…:session` for an assumed role, or the account id for root. */
  userId: string;
  accessKeyId: string;
  userName?: string;
  roleName?: string;
  /** `arn:aws:iam::…:role/…` of the assumed role. */
  roleArn?: string;
  roleSessionName?: string;
  sourceIdentity?: string;
  /** Set for temporary credentials only (condition key aws:TokenIssueTime). */
  tokenIssuedMicros?: bigint;
  /** Policy document handed to AssumeRole: the session's rights are the intersection with it. */
  sessionPolicies?: string[];
}

/** Tree rendered as XML. Arrays become `<item>` (ec2), `<member>` (query) or repeated elements (rest-xml). */
export type XmlValue = string | number | boolean | bigint | undefined | XmlValue[] | { [name: string]: XmlValue };

export type JsonValue = string | number | boolean | null | undefined | JsonValue[] | { [name: string]: JsonValue };

/** Parsed query parameters: `Filter.1.Value.1` becomes `{ Filter: [{ Value: ['…'] }] }`; leaves are always strings. */
export interface Params {
  [name: string]: ParamValue;
}
export type ParamValue = JsonValue | Params;

/** What one answer is made of; pick the member that fits the protocol of the service. */
export interface RangeReply {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** ec2, query, rest-xml: the content of the reply element. */
  xml?: { [name: string]: XmlValue };
  /** rest-xml only: name of the root element (`ListBucketResult`) and its namespace. */
  xmlRoot?: { name: string; namespace?: string };
  /** json-1.1 and rest-json: the body. */
  json?: JsonValue;
  /** Bytes as they are (S3 objects, EBS blocks); `length` is sent as Content-Length when known. */
  bytes?: { data: Buffer | Readable; length?: number; contentType?: string };
}

/** One thing that IAM must allow. A call is allowed only if all of its requests are. */
export interface AuthorizationRequest {
  /** `ec2:CreateTags` */
  action: string;
  /** ARN, or `*` where the action has no resource. */
  resource: string;
  /** Condition keys of this call beyond the global ones, e.g. `{ 'ec2:CreateAction': 'CreateSnapshots' }`. */
  context?: Record<string, string | string[]>;
  /** Tags of the resource: become aws:ResourceTag/k and ec2:ResourceTag/k. */
  resourceTags?: Record<string, string>;
  /** Resource policy (bucket policy) and the account owning the resource; another account's caller needs both sides. */
  resourcePolicy?: string;
  resourceAccountId?: string;
}

/** Faults asked for by the test on POST /_range/faults that only the service can carry out. */
export interface CallFaults {
  /** True when this block's bytes must be altered in this reply (a fault that is set to `once` is used up by asking). */
  isBlockCorrupt(blockIndex: number): boolean;
}

/** How long the things of the range take, in milliseconds. */
export interface RangeTiming {
  /** From CreateSnapshot to `completed`. */
  snapshotMs: number;
  /** stopping → stopped, pending → running, shutting-down → terminated. */
  instanceTransitionMs: number;
  /** How long a scaling group puts up with an instance that does not answer. */
  unhealthyAfterMs: number;
  /** EnteringStandby → Standby, Pending → InService, Detaching → gone. */
  scalingTransitionMs: number;
}

export interface RangeCall {
  service: string;
  operation: string;
  estate: Estate;
  principal: Principal;
  /** The caller's account. */
  accountId: string;
  region: string;
  /** Query: parsed form. json-1.1: the body. rest-*: what `match` returned. */
  params: Params;
  method: string;
  /** Decoded path without the query, e.g. `/snapshots/snap-1/blocks`. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Whole body with its declared SHA-256 checked (aws-chunked is already decoded). Fails over `limitBytes` (default 64 MiB). */
  readBody(limitBytes?: number): Promise<Buffer>;
  /** The same as a checked stream, for large uploads. */
  bodyStream(): Readable;
  requestId: string;
  /** Time of the call, microseconds since 1970 UTC, and the same in milliseconds as the estate keeps its times. */
  now: bigint;
  nowMs: number;
  sourceIp: string;
  userAgent: string;
  faults: CallFaults;
  timing: RangeTiming;
  /** New AWS-style id, derived from the request id so that a replayed journal makes the same ids: newId('snap') → `snap-0…` (17 hex). */
  newId(prefix: string): string;
  /** Bytes derived from the request id, for anything else that looks random. */
  derive(label: string, length: number): Buffer;
}

/** How CloudTrail tells of the call; defaults are made from the params (first letter lower-cased). */
export interface TrailDetails {
  eventName?: string;
  requestParameters?: JsonValue;
  responseElements?: JsonValue;
  resources?: { type: string; arn: string; accountId?: string }[];
  additionalEventData?: JsonValue;
  /** A second account whose trail gets the event too (AssumeRole across accounts). */
  alsoInAccountId?: string;
  /** `data` events only reach trails whose selectors ask for them. Default management. */
  category?: 'management' | 'data';
}

export interface Operation {
  /** Members that must be present, by their names in `params`; a dot reaches into an object (`Tag.0`). */
  required?: string[];
  /** What IAM must allow; default: `<iamPrefix>:<operation>` on `*`. `[]` = allowed to everybody who signs (GetCallerIdentity). */
  authorize?(call: RangeCall): AuthorizationRequest[];
  handle(call: RangeCall): RangeReply | Promise<RangeReply>;
  /** True: the call is journaled (params, principal, request id, time) and handled again on the next start. Must not depend on anything but call and estate. */
  mutates?: boolean;
  /** CloudTrail's readOnly; default: not `mutates`. */
  readOnly?: boolean;
  trail?(call: RangeCall, reply: RangeReply | undefined): TrailDetails;
}

export interface RestRequest {
  method: string;
  /** Raw path as sent (still percent-encoded). */
  rawPath: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
}

export interface ServiceHandler {
  /** Name in the SigV4 credential scope: `ec2`, `s3`, `ebs`, `cloudtrail`, `sts`, `iam`, `ssm`, `autoscaling`, `organizations`. */
  service: string;
  protocol: Protocol;
  /** Prefix of its IAM actions, when it is not `service`. */
  iamPrefix?: string;
  /** CloudTrail's eventSource; default `<service>.amazonaws.com`. */
  eventSource?: string;
  /** API version of query services (`Version=2016-11-15`). */
  version?: string;
  /** XML namespace of replies. */
  namespace?: string;
  /** json-1.1: `CloudTrail_20131101` (the part before the dot; the older long prefix of CloudTrail is matched by its end). */
  targetPrefix?: string;
  /** Region its events and its endpoint belong to (IAM, Organizations: us-east-1). */
  globalRegion?: string;
  /** CloudTrail's requestParameters where the usual lower-cased members are not how the service shows them. */
  trailParameters?(params: Params): JsonValue;
  /** rest-*: which operation a request is. */
  match?(request: RestRequest): { operation: string; params: Params } | undefined;
  operations: Record<string, Operation>;
}

/** One call as CloudTrail records it. */
export interface ApiCallRecord {
  timeMicros: bigint;
  eventSource: string;
  eventName: string;
  /** Region the event belongs to (us-east-1 for global services). */
  region: string;
  /** Account whose trail gets the event. */
  accountId: string;
  principal: Principal;
  sourceIp: string;
  userAgent: string;
  requestId: string;
  /** Derived from the request id, the same after a replay. */
  eventId: string;
  readOnly: boolean;
  category: 'management' | 'data';
  requestParameters: JsonValue;
  responseElements: JsonValue;
  errorCode?: string;
  errorMessage?: string;
  resources?: TrailDetails['resources'];
  additionalEventData?: JsonValue;
  /** The same event in two accounts' trails carries one sharedEventID. */
  sharedEventId?: string;
}

/**
 * Given by the CloudTrail service (`services/cloudtrail/index.ts` exports `recordApiCall`), called after every signed call
 * and again for each kept record on the next start. True when the record was kept (event history or a trail).
 */
export type RecordApiCall = (estate: Estate, record: ApiCallRecord) => boolean;

/**
 * An error in the service's own words; the wire renders it in the shape of the service's protocol.
 * `fields` adds members beside code and message (EBS `Reason`, S3 `BucketName`).
 */
export class ServiceError extends Error {
  readonly code: string;
  readonly httpStatus: number;
  readonly fields: Record<string, string>;

  constructor(code: string, httpStatus: number, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.httpStatus = httpStatus;
    this.fields = fields;
  }
}
