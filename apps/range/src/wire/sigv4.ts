import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * AWS Signature Version 4, the checking side.
 * Source: IAM user guide, "Create a signed AWS API request"; S3 API reference, "Authenticating requests: using query parameters".
 */

export const EMPTY_SHA256 = createHash('sha256').update('').digest('hex');

/** What a request says of its signature, from the Authorization header or from the query of a presigned URL. */
export interface SignedRequestClaim {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** `20261122T174303Z` */
  amzDate: string;
  sessionToken?: string;
  /** Presigned only: seconds of validity. */
  expiresSeconds?: number;
}

export interface CanonicalInput {
  method: string;
  /** Raw path as sent, still percent-encoded. */
  rawPath: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  signedHeaders: string[];
  payloadHash: string;
  /** S3 signs the path as it was sent; every other service encodes it once more. */
  isS3: boolean;
}

/** RFC 3986 encoding as SigV4 wants it. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function canonicalPath(rawPath: string, isS3: boolean): string {
  if (isS3) return rawPath === '' ? '/' : rawPath;
  const kept: string[] = [];
  for (const segment of rawPath.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(encodeRfc3986(segment));
  }
  const joined = `/${kept.join('/')}`;
  return joined !== '/' && rawPath.endsWith('/') ? `${joined}/` : joined;
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs: [string, string][] = [];
  for (const [name, value] of query) {
    if (name !== 'X-Amz-Signature') pairs.push([encodeRfc3986(name), encodeRfc3986(value)]);
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  pairs.sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** The canonical request, line by line as the guide names it. */
export function canonicalRequest(input: CanonicalInput): string {
  const names = [...input.signedHeaders].sort();
  const lines = names.map((name) => `${name}:${(input.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`);
  return [
    input.method,
    canonicalPath(input.rawPath, input.isS3),
    canonicalQuery(input.query),
    lines.join(''),
    names.join(';'),
    input.payloadHash,
  ].join('\n');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

export function credentialScope(claim: SignedRequestClaim): string {
  return `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
}

export function signingKey(secret: string, claim: SignedRequestClaim): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, claim.date), claim.region), claim.service), 'aws4_request');
}

/** Hex signature of a canonical request. */
export function signatureOf(secret: string, claim: SignedRequestClaim, canonical: string): string {
  const hash = createHash('sha256').update(canonical, 'utf8').digest('hex');
  const text = `AWS4-HMAC-SHA256\n${claim.amzDate}\n${credentialScope(claim)}\n${hash}`;
  return hmac(signingKey(secret, claim), text).toString('hex');
}

/** Signature of one chunk of an aws-chunked body (S3 API reference, "Signature calculations: transferring payload in multiple chunks"). */
export function chunkSignature(secret: string, claim: SignedRequestClaim, previous: string, data: Buffer): string {
  const dataHash = createHash('sha256').update(data).digest('hex');
  const head = `AWS4-HMAC-SHA256-PAYLOAD\n${claim.amzDate}\n${credentialScope(claim)}`;
  return hmac(signingKey(secret, claim), `${head}\n${previous}\n${EMPTY_SHA256}\n${dataHash}`).toString('hex');
}

/** Signature over the trailing headers (`name:value\n` each). */
export function trailerSignature(secret: string, claim: SignedRequestClaim, previous: string, trailer: string): string {
  const hash = createHash('sha256').update(trailer).digest('hex');
  const head = `AWS4-HMAC-SHA256-TRAILER\n${claim.amzDate}\n${credentialScope(claim)}`;
  return hmac(signingKey(secret, claim), `${head}\n${previous}\n${hash}`).toString('hex');
}

export function isSameSignature(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
