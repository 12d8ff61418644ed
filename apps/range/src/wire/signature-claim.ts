import type { SignedRequestClaim } from './sigv4.ts';

function credentialParts(credential: string): string[] | undefined {
  const parts = credential.split('/');
  return parts.length === 5 && parts[4] === 'aws4_request' ? parts : undefined;
}

function fromHeader(authorization: string, headers: Record<string, string>): SignedRequestClaim | 'malformed' {
  const fields = new Map<string, string>();
  for (const part of authorization.slice('AWS4-HMAC-SHA256'.length).split(',')) {
    const at = part.indexOf('=');
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const credential = credentialParts(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  const amzDate = headers['x-amz-date'];
  if (!credential || !signedHeaders || !signature || !amzDate) return 'malformed';
  const [accessKeyId = '', date = '', region = '', service = ''] = credential;
  const sessionToken = headers['x-amz-security-token'];
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    amzDate,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function fromQuery(query: URLSearchParams): SignedRequestClaim | 'malformed' {
  const credential = credentialParts(query.get('X-Amz-Credential') ?? '');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const signature = query.get('X-Amz-Signature');
  const amzDate = query.get('X-Amz-Date');
  const expires = Number(query.get('X-Amz-Expires') ?? '900');
  if (!credential || !signedHeaders || !signature || !amzDate || !Number.isInteger(expires)) return 'malformed';
  const [accessKeyId = '', date = '', region = '', service = ''] = credential;
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    amzDate,
    expiresSeconds: expires,
    ...(sessionToken === null ? {} : { sessionToken }),
  };
}

/** What the request claims of its signer; `missing` when it carries no Version 4 signature at all. */
export function readSignatureClaim(
  headers: Record<string, string>,
  query: URLSearchParams,
): SignedRequestClaim | 'missing' | 'malformed' {
  const authorization = headers.authorization;
  if (authorization?.startsWith('AWS4-HMAC-SHA256')) return fromHeader(authorization, headers);
  if (query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256') return fromQuery(query);
  return 'missing';
}

/** `20261122T174303Z` as epoch milliseconds, or undefined when it is no such text. */
export function amzDateToMs(text: string): number | undefined {
  const m = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!m) return undefined;
  const [year, month, day, hour, minute, second] = m.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
