import { authError } from './auth-errors.ts';
import type { KnownCredential } from './credentials.ts';
import type { Protocol } from './service.ts';
import { amzDateToMs } from './signature-claim.ts';
import { canonicalRequest, EMPTY_SHA256, isSameSignature, type SignedRequestClaim, signatureOf } from './sigv4.ts';

const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_PRESIGNED_SECONDS = 7 * 24 * 3600;

export interface VerifyInput {
  protocol: Protocol;
  claim: SignedRequestClaim;
  credential: KnownCredential | undefined;
  method: string;
  rawPath: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  /** SHA-256 of the body that was read; undefined when the body is streamed (rest-xml). */
  bodyHash: string | undefined;
  nowMs: number;
  /** True when a fault has declared this session's token expired. */
  isExpiredByFault: boolean;
}

function checkTime(input: VerifyInput): void {
  const { claim, protocol, nowMs } = input;
  const signedAt = amzDateToMs(claim.amzDate);
  if (signedAt === undefined || !claim.amzDate.startsWith(claim.date)) throw authError(protocol, 'malformed');
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(nowMs - signedAt) > MAX_SKEW_MS) throw authError(protocol, 'skewed');
    return;
  }
  if (claim.expiresSeconds < 0 || claim.expiresSeconds > MAX_PRESIGNED_SECONDS) throw authError(protocol, 'malformed');
  if (signedAt - nowMs > MAX_SKEW_MS) throw authError(protocol, 'missing', 'Request is not yet valid');
  if (nowMs > signedAt + claim.expiresSeconds * 1000) throw authError(protocol, 'missing', 'Request has expired');
}

function payloadHash(input: VerifyInput): string {
  const declared = input.headers['x-amz-content-sha256'];
  const isPresigned = input.claim.expiresSeconds !== undefined;
  if (input.protocol === 'rest-xml') {
    if (isPresigned) return input.query.get('X-Amz-Content-Sha256') ?? declared ?? 'UNSIGNED-PAYLOAD';
    if (declared === undefined)
      throw authError(input.protocol, 'malformed', 'Missing required header for this request: x-amz-content-sha256');
    return declared;
  }
  // A declared hash that is not the body's own means a body altered on the way: recompute, never trust.
  return input.bodyHash ?? EMPTY_SHA256;
}

/** Checks time, key, token and signature of a request; throws the service's own error. */
export function verifySignature(input: VerifyInput): KnownCredential {
  const { claim, credential, protocol } = input;
  if (!credential) throw authError(protocol, 'unknown-key');
  checkTime(input);
  if (!claim.signedHeaders.includes('host')) throw authError(protocol, 'malformed');
  const session = credential.session;
  if ((session?.sessionToken ?? undefined) !== claim.sessionToken) throw authError(protocol, 'bad-token');
  const canonical = canonicalRequest({
    method: input.method,
    rawPath: input.rawPath,
    query: input.query,
    headers: input.headers,
    signedHeaders: claim.signedHeaders,
    payloadHash: payloadHash(input),
    isS3: protocol === 'rest-xml',
  });
  if (!isSameSignature(signatureOf(credential.secret, claim, canonical), claim.signature)) {
    throw authError(protocol, 'bad-signature');
  }
  if (session && (session.expiresAtMs <= input.nowMs || input.isExpiredByFault)) throw authError(protocol, 'expired');
  return credential;
}
