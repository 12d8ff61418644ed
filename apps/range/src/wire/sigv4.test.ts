import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';
import { amzDateToMs, readSignatureClaim } from './signature-claim.ts';
import { canonicalRequest, chunkSignature, EMPTY_SHA256, type SignedRequestClaim, signatureOf } from './sigv4.ts';

const SUITE_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function claim(over: Partial<SignedRequestClaim>): SignedRequestClaim {
  const base = { accessKeyId: 'AKIDEXAMPLE', date: '20150830', region: 'us-east-1', service: 'service', signature: '' };
  return { ...base, signedHeaders: ['host', 'x-amz-date'], amzDate: '20150830T123600Z', ...over };
}

// AWS Signature Version 4 test suite: get-vanilla, get-vanilla-query-order-key-case, get-header-value-trim.
const SUITE: {
  name: string;
  query: string;
  headers: Record<string, string>;
  signedHeaders: string[];
  signature: string;
}[] = [
  {
    name: 'get-vanilla',
    query: '',
    headers: {},
    signedHeaders: ['host', 'x-amz-date'],
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    query: 'Param2=value2&Param1=value1',
    headers: {},
    signedHeaders: ['host', 'x-amz-date'],
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
];

test.each(SUITE)('test suite vector $name', ({ query, headers, signedHeaders, signature }) => {
  const canonical = canonicalRequest({
    method: 'GET',
    rawPath: '/',
    query: new URLSearchParams(query),
    headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...headers },
    signedHeaders,
    payloadHash: EMPTY_SHA256,
    isS3: false,
  });
  expect(signatureOf(SUITE_SECRET, claim({}), canonical)).toBe(signature);
});

test('the IAM ListUsers example of the guide', () => {
  const headers = {
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  };
  const canonical = canonicalRequest({
    method: 'GET',
    rawPath: '/',
    query: new URLSearchParams('Action=ListUsers&Version=2010-05-08'),
    headers,
    signedHeaders: ['content-type', 'host', 'x-amz-date'],
    payloadHash: EMPTY_SHA256,
    isS3: false,
  });
  expect(createHash('sha256').update(canonical).digest('hex')).toBe(
    'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
  );
  expect(signatureOf(SUITE_SECRET, claim({ service: 'iam' }), canonical)).toBe(
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

test('paths: S3 as sent, others normalized and encoded once more', () => {
  const of = (rawPath: string, isS3: boolean): string | undefined =>
    canonicalRequest({
      method: 'GET',
      rawPath,
      query: new URLSearchParams(),
      headers: {},
      signedHeaders: [],
      payloadHash: '',
      isS3,
    }).split('\n')[1];
  expect(of('/a%20b//c', true)).toBe('/a%20b//c');
  expect(of('/a%20b//c/../d/', false)).toBe('/a%2520b/d/');
});

const S3_CLAIM = claim({
  date: '20130524',
  service: 's3',
  amzDate: '20130524T000000Z',
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
});
const CHUNKS = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
];

test('chunk signatures of the S3 API reference example', () => {
  const datas = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1024, 'a'), Buffer.alloc(0)];
  let previous = S3_CLAIM.signature;
  for (const [i, data] of datas.entries()) {
    previous = chunkSignature(S3_SECRET, S3_CLAIM, previous, data);
    expect(previous).toBe(CHUNKS[i]);
  }
});

async function* inPieces(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

function framed(): Buffer {
  return Buffer.concat([
    Buffer.from(`10000;chunk-signature=${CHUNKS[0]}\r\n`),
    Buffer.alloc(65_536, 'a'),
    Buffer.from(`\r\n400;chunk-signature=${CHUNKS[1]}\r\n`),
    Buffer.alloc(1024, 'a'),
    Buffer.from(`\r\n0;chunk-signature=${CHUNKS[2]}\r\n\r\n`),
  ]);
}

test.each([1, 7, 1000, 100_000])('a signed chunked body in pieces of %i bytes', async (size) => {
  const parts: Buffer[] = [];
  const check = { claim: S3_CLAIM, secret: S3_SECRET, hasTrailer: false };
  for await (const part of decodeAwsChunked(inPieces(framed(), size), check)) parts.push(part);
  expect(Buffer.concat(parts).equals(Buffer.alloc(66_560, 'a'))).toBe(true);
});

test('an altered byte, a lost end and a missing signature are refused', async () => {
  const drain = async (data: Buffer): Promise<void> => {
    for await (const _ of decodeAwsChunked(inPieces(data, 4096), {
      claim: S3_CLAIM,
      secret: S3_SECRET,
      hasTrailer: false,
    }));
  };
  const altered = framed();
  altered[200] = 0x62;
  await expect(drain(altered)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  await expect(drain(framed().subarray(0, 66_000))).rejects.toMatchObject({ code: 'IncompleteBody' });
  await expect(drain(Buffer.from('1\r\na\r\n0\r\n\r\n'))).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
});

test('claims: header, query, none, broken', () => {
  const credential = 'AKIDEXAMPLE/20150830/eu-west-1/ec2/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=ab`;
  const byHeader = readSignatureClaim({ authorization, 'x-amz-date': '20150830T123600Z' }, new URLSearchParams());
  expect(byHeader).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', region: 'eu-west-1', service: 'ec2', signature: 'ab' });
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credential,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'cd',
    'X-Amz-Date': '20150830T123600Z',
    'X-Amz-Expires': '60',
  });
  expect(readSignatureClaim({}, query)).toMatchObject({ expiresSeconds: 60, signature: 'cd' });
  expect(readSignatureClaim({}, new URLSearchParams())).toBe('missing');
  expect(readSignatureClaim({ authorization }, new URLSearchParams())).toBe('malformed');
  expect(amzDateToMs('20150830T123600Z')).toBe(Date.UTC(2015, 7, 30, 12, 36));
  expect(amzDateToMs('2015-08-30')).toBeUndefined();
});

test('the presigned GET example of the S3 API reference', () => {
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Expires': '86400',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  });
  const read = readSignatureClaim({}, query);
  if (typeof read === 'string') throw new Error(read);
  const canonical = canonicalRequest({
    method: 'GET',
    rawPath: '/test.txt',
    query,
    headers: { host: 'examplebucket.s3.amazonaws.com' },
    signedHeaders: read.signedHeaders,
    payloadHash: 'UNSIGNED-PAYLOAD',
    isS3: true,
  });
  expect(signatureOf(S3_SECRET, read, canonical)).toBe(read.signature);
});
