import { Readable } from 'node:stream';
import type { FaultTarget } from '../control/faults.ts';
import type { JournaledCall } from '../control/journal.ts';
import { createIdMaker, deriveBytes } from './derived-values.ts';
import { collectBody } from './incoming.ts';
import type { RangeState } from './range-state.ts';
import type { CallFaults, RangeCall } from './service.ts';

const DEFAULT_BODY_LIMIT = 64 * 1024 * 1024;

/** The facts of a call; what is computed from them is added by `createCall`. */
export type CallFacts = Pick<
  RangeCall,
  | 'service'
  | 'operation'
  | 'principal'
  | 'region'
  | 'params'
  | 'method'
  | 'path'
  | 'query'
  | 'headers'
  | 'requestId'
  | 'nowMs'
  | 'sourceIp'
  | 'userAgent'
>;

/** The part of a range that a call is made from. */
export type CallOrigin = Pick<RangeState, 'estate' | 'faults' | 'timing' | 'secret'>;

function callFaults(state: CallOrigin, target: FaultTarget): CallFaults {
  return {
    isBlockCorrupt: (blockIndex) =>
      state.faults.strike('corrupt-block', target, (fault) => fault.blockIndex === blockIndex) !== undefined,
  };
}

/** Puts a call together; `body` is opened once, as a whole or as a stream. */
export function createCall(state: CallOrigin, facts: CallFacts, body: () => Readable): RangeCall {
  const accountId = facts.principal.accountId;
  const target = { service: facts.service, operation: facts.operation, region: facts.region, accountId };
  return {
    ...facts,
    estate: state.estate,
    accountId,
    now: BigInt(facts.nowMs) * 1000n,
    readBody: (limitBytes = DEFAULT_BODY_LIMIT) => collectBody(body(), limitBytes),
    bodyStream: body,
    faults: callFaults(state, target),
    timing: state.timing,
    newId: createIdMaker(state.secret, facts.requestId),
    derive: (label, length) => deriveBytes(state.secret, facts.requestId, label, length),
  };
}

/** What the journal keeps of a call. Only headers that services read are kept. */
export function journaledCall(call: RangeCall, body: Buffer | undefined): JournaledCall {
  const headers = Object.fromEntries(
    Object.entries(call.headers).filter(([name]) => name.startsWith('x-amz-meta-') || KEPT_HEADERS.has(name)),
  );
  return {
    kind: 'call',
    service: call.service,
    operation: call.operation,
    region: call.region,
    params: call.params,
    principal: call.principal,
    requestId: call.requestId,
    nowMs: call.nowMs,
    sourceIp: call.sourceIp,
    userAgent: call.userAgent,
    headers,
    method: call.method,
    path: call.path,
    query: call.query.toString(),
    ...(body === undefined ? {} : { bodyBase64: body.toString('base64') }),
  };
}

const KEPT_HEADERS = new Set([
  'content-type',
  'content-encoding',
  'content-md5',
  'x-amz-storage-class',
  'x-amz-tagging',
]);

/** A journaled call made ready to be handled again. */
export function replayedCall(state: RangeState, entry: JournaledCall): RangeCall {
  const body = Buffer.from(entry.bodyBase64 ?? '', 'base64');
  return createCall(state, { ...entry, query: new URLSearchParams(entry.query) }, () => Readable.from([body]));
}
