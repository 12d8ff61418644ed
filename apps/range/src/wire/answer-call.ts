import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { authError } from './auth-errors.ts';
import type { KnownCredential } from './credentials.ts';
import { uuidFrom } from './derived-values.ts';
import { findOperation, unknownOperation } from './find-operation.ts';
import { collectBody, type Incoming, verifiedBody } from './incoming.ts';
import type { RangeState } from './range-state.ts';
import { renderError, renderReply, type WireReply } from './render-reply.ts';
import { runOperation } from './run-operation.ts';
import type { Operation, RangeCall, RangeReply, ServiceHandler } from './service.ts';
import { ServiceError } from './service.ts';
import { createCall, journaledCall } from './service-call.ts';
import type { SignedRequestClaim } from './sigv4.ts';
import { trailRecords } from './trail-record.ts';
import { verifySignature } from './verify-signature.ts';

const MAX_API_BODY = 16 * 1024 * 1024;

/** The answer and, when a fault says so, after how many bytes of it the line goes dead. */
export interface Answer extends WireReply {
  cutAfterBytes?: number;
}

interface Received {
  request: IncomingMessage;
  incoming: Incoming;
  claim: SignedRequestClaim;
  handler: ServiceHandler;
  requestId: string;
  nowMs: number;
}

function authenticate(state: RangeState, received: Received, body: Buffer | undefined): KnownCredential {
  const { claim, handler, incoming, nowMs } = received;
  const credential = state.findCredential(claim.accessKeyId);
  const session = credential?.session;
  const expired =
    session &&
    state.faults.strike(
      'expire-tokens',
      { service: handler.service, operation: '', region: claim.region, accountId: session.accountId },
      (fault) => fault.operation === undefined && session.issuedAtMs <= fault.createdAtMs,
    );
  return verifySignature({
    protocol: handler.protocol,
    claim,
    credential,
    method: incoming.method,
    rawPath: incoming.rawPath,
    query: incoming.query,
    headers: incoming.headers,
    bodyHash: body && createHash('sha256').update(body).digest('hex'),
    nowMs,
    isExpiredByFault: expired !== undefined,
  });
}

function bodyOpener(
  received: Received,
  body: Buffer | undefined,
  secret: string,
  keep: (whole: Buffer) => void,
): () => Readable {
  return () => {
    if (body) return Readable.from(body.length === 0 ? [] : [body]);
    const checked = verifiedBody(received.request, received.incoming, received.claim, secret);
    const parts: Buffer[] = [];
    checked.on('data', (part: Buffer) => parts.push(part));
    checked.on('end', () => keep(Buffer.concat(parts)));
    checked.pause();
    return checked;
  };
}

function isRegionKnown(state: RangeState, handler: ServiceHandler, call: RangeCall): boolean {
  if (handler.globalRegion !== undefined || handler.service === 'sts' || handler.service === 's3') return true;
  return state.estate.accounts[call.accountId]?.regions[call.region] !== undefined;
}

function stampKeyUse(credential: KnownCredential, handler: ServiceHandler, region: string, nowMs: number): void {
  const key = credential.user?.accessKeys.find((entry) => entry.id === credential.principal.accessKeyId);
  if (key) key.lastUsed = { atMs: nowMs, serviceName: handler.service, region };
}

/** Handles the call and puts it into the journal, the counts and CloudTrail, whatever came of it. */
async function handleAndRecord(
  state: RangeState,
  handler: ServiceHandler,
  operation: Operation,
  call: RangeCall,
  bodyToKeep: () => Buffer | undefined,
): Promise<RangeReply> {
  const record = (outcome: { reply?: RangeReply; error?: ServiceError }): void => {
    for (const entry of trailRecords(handler, operation, call, state.secret, outcome)) {
      if (state.recordApiCall(state.estate, entry)) state.journal.append({ kind: 'record', record: entry });
    }
    state.callLog.count(
      { service: call.service, operation: call.operation, accountId: call.accountId, region: call.region },
      outcome.error?.code,
    );
  };
  try {
    const reply = await runOperation(state, handler, operation, call);
    if (operation.mutates) {
      state.journal.append(journaledCall(call, bodyToKeep()));
      state.advance(call.nowMs, true);
    }
    record({ reply });
    return reply;
  } catch (error) {
    if (error instanceof ServiceError) record({ error });
    throw error;
  }
}

async function answer(state: RangeState, received: Received): Promise<Answer> {
  const { handler, incoming, claim, requestId, nowMs } = received;
  const body = handler.protocol === 'rest-xml' ? undefined : await collectBody(received.request, MAX_API_BODY);
  const credential = authenticate(state, received, body);
  stampKeyUse(credential, handler, claim.region, nowMs);
  const found = findOperation(handler, incoming, body ?? Buffer.alloc(0));
  const operation = Object.hasOwn(handler.operations, found.operation)
    ? handler.operations[found.operation]
    : undefined;
  if (!operation) {
    state.callLog.noteUnknown({
      service: handler.service,
      operation: found.operation,
      method: incoming.method,
      path: incoming.path,
      atMs: nowMs,
    });
    throw unknownOperation(handler, found.operation);
  }
  let streamed: Buffer | undefined;
  const opener = bodyOpener(received, body, credential.secret, (whole) => {
    if (operation.mutates) streamed = whole;
  });
  const userAgent = incoming.headers['user-agent'] ?? '';
  const facts = {
    ...incoming,
    ...found,
    service: handler.service,
    principal: credential.principal,
    region: claim.region,
    requestId,
    nowMs,
    userAgent,
  };
  const call = createCall(state, facts, opener);
  if (!isRegionKnown(state, handler, call)) throw authError(handler.protocol, 'unknown-key');
  state.advance(nowMs, false);
  const delay = state.faults.strike('delay', call);
  if (delay) await sleep(delay.delayMs ?? 1000);
  const reply = await handleAndRecord(state, handler, operation, call, () => streamed);
  const cut = state.faults.strike('cut', call);
  const wire = renderReply(handler, found.operation, reply, requestId);
  return cut ? { ...wire, cutAfterBytes: cut.afterBytes ?? 0 } : wire;
}

/** Takes a signed request through authentication, policy and its service to the answer on the wire. */
export async function answerCall(
  state: RangeState,
  request: IncomingMessage,
  incoming: Incoming,
  claim: SignedRequestClaim,
  handler: ServiceHandler,
): Promise<Answer> {
  const requestId = uuidFrom(randomBytes(16));
  try {
    return await answer(state, { request, incoming, claim, handler, requestId, nowMs: state.nowMs() });
  } catch (error) {
    if (error instanceof ServiceError) return renderError(handler, error, requestId, incoming.path);
    process.stderr.write(
      `range: ${handler.service} ${incoming.method} ${incoming.path}: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    const code = handler.protocol === 'query' ? 'InternalFailure' : 'InternalError';
    return renderError(
      handler,
      new ServiceError(code, 500, 'An internal error has occurred'),
      requestId,
      incoming.path,
    );
  }
}
