import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { decodeAwsChunked } from './aws-chunked.ts';
import { checksumForHeader, type RunningChecksum } from './checksum-headers.ts';
import { ServiceError } from './service.ts';
import type { SignedRequestClaim } from './sigv4.ts';

/** A request taken apart, before anything is known of its service. */
export interface Incoming {
  method: string;
  rawPath: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  sourceIp: string;
}

export function readIncoming(request: IncomingMessage): Incoming {
  const target = request.url ?? '/';
  const at = target.indexOf('?');
  const rawPath = at < 0 ? target : target.slice(0, at);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  let path = rawPath;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    // kept raw: the service answers that there is no such thing
  }
  return {
    method: request.method ?? 'GET',
    rawPath,
    path,
    query: queryOf(at < 0 ? '' : target.slice(at + 1)),
    headers,
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  };
}

/** URLSearchParams reads `+` as a space; in AWS query strings a plus is a plus. */
function queryOf(text: string): URLSearchParams {
  return new URLSearchParams(text.replace(/\+/g, '%2B'));
}

/** Collects a body up to a limit. */
export async function collectBody(source: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > limitBytes) throw new ServiceError('EntityTooLarge', 413, `The body is longer than ${limitBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function* checked(source: AsyncIterable<Buffer>, declaredHash: string | undefined): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const part of source) {
    hash.update(part);
    yield part;
  }
  if (declaredHash !== undefined && hash.digest('hex') !== declaredHash) {
    throw new ServiceError(
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
}

async function* summed(
  source: AsyncIterable<Buffer>,
  name: string,
  sum: RunningChecksum,
  wanted: () => string | undefined,
): AsyncGenerator<Buffer> {
  for await (const part of source) {
    sum.update(part);
    yield part;
  }
  const expected = wanted();
  if (expected !== undefined && expected !== sum.digest()) {
    const kind = name.replace('x-amz-checksum-', '').toUpperCase();
    throw new ServiceError('BadDigest', 400, `The ${kind} you specified did not match the calculated checksum.`);
  }
}

/** The body of an S3 request: chunk framing removed, chunk signatures, SHA-256 and checksum headers or trailers verified. */
export function verifiedBody(
  request: IncomingMessage,
  incoming: Incoming,
  claim: SignedRequestClaim,
  secret: string,
): Readable {
  const { headers } = incoming;
  const declared = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  const trailers: Record<string, string> = {};
  let source: AsyncIterable<Buffer> = request;
  if (declared.startsWith('STREAMING-')) {
    const check = {
      claim,
      hasTrailer: declared.endsWith('-TRAILER'),
      onTrailer: (found: Record<string, string>) => void Object.assign(trailers, found),
    };
    source = decodeAwsChunked(source, declared.includes('AWS4-HMAC-SHA256') ? { ...check, secret } : check);
  } else {
    source = checked(source, declared === 'UNSIGNED-PAYLOAD' ? undefined : declared);
  }
  const announced = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const sent = Object.keys(headers).filter((name) => name.startsWith('x-amz-checksum-'));
  for (const name of [...announced, ...sent]) {
    const sum = checksumForHeader(name);
    if (sum) source = summed(source, name, sum, () => trailers[name] ?? headers[name]);
  }
  return Readable.from(source, { objectMode: false });
}
