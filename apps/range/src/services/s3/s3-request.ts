/** Which S3 operation a request is: method, bucket, key and the query's sub-resource decide. */
import type { Params, RestRequest } from '../../wire/service.ts';

interface Target {
  bucket?: string;
  key?: string;
}

/** Sub-resources of a bucket that have a GET of their own. */
const BUCKET_READS: Record<string, string> = {
  location: 'GetBucketLocation',
  versions: 'ListObjectVersions',
  versioning: 'GetBucketVersioning',
  policy: 'GetBucketPolicy',
  policyStatus: 'GetBucketPolicyStatus',
  acl: 'GetBucketAcl',
  encryption: 'GetBucketEncryption',
  logging: 'GetBucketLogging',
  tagging: 'GetBucketTagging',
  publicAccessBlock: 'GetPublicAccessBlock',
};

/** The operation with `Bucket`, `Key` and the query as parameters, or undefined for what S3 does not know. */
export function matchS3(request: RestRequest): { operation: string; params: Params } | undefined {
  const target = readTarget(request);
  const operation = chooseOperation(request, target);
  if (operation === undefined) return undefined;
  const params: Params = Object.fromEntries(request.query);
  if (target.bucket !== undefined) params.Bucket = target.bucket;
  if (target.key !== undefined) params.Key = target.key;
  return { operation, params };
}

/** Path style (`/bucket/key`), or virtual-hosted style when the host begins with `bucket.s3`. */
function readTarget(request: RestRequest): Target {
  const host = request.headers.host ?? '';
  const virtual = /^(.+?)\.s3[.-]/.exec(host)?.[1];
  const [first, ...rest] = request.rawPath.slice(1).split('/');
  const raw = virtual === undefined ? rest.join('/') : request.rawPath.slice(1);
  const bucket = virtual ?? (first === '' ? undefined : first);
  return { bucket: bucket && decode(bucket), key: raw === '' ? undefined : decode(raw) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function chooseOperation(request: RestRequest, { bucket, key }: Target): string | undefined {
  const { method, query } = request;
  if (bucket === undefined) return method === 'GET' ? 'ListBuckets' : undefined;
  if (key === undefined) return chooseForBucket(method, query);
  return chooseForObject(method, query);
}

function chooseForBucket(method: string, query: URLSearchParams): string | undefined {
  if (method === 'HEAD') return 'HeadBucket';
  if (method !== 'GET') return undefined;
  const sub = Object.keys(BUCKET_READS).find((name) => query.has(name));
  if (sub !== undefined) return BUCKET_READS[sub];
  return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
}

function chooseForObject(method: string, query: URLSearchParams): string | undefined {
  if (method === 'HEAD') return 'HeadObject';
  if (method === 'GET') return query.has('tagging') || query.has('acl') ? undefined : 'GetObject';
  if (method === 'PUT') return query.has('partNumber') ? 'UploadPart' : 'PutObject';
  if (method === 'DELETE') return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method !== 'POST') return undefined;
  if (query.has('uploads')) return 'CreateMultipartUpload';
  return query.has('uploadId') ? 'CompleteMultipartUpload' : undefined;
}
