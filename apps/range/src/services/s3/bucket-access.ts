/** Finding a bucket, what IAM is asked about it, and how CloudTrail tells of it. */
import type { Bucket } from '../../estate/types.ts';
import type { AuthorizationRequest, RangeCall, RangeReply, TrailDetails } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { trailArchiveOf } from '../cloudtrail/index.ts';

export function textOf(call: RangeCall, name: string): string | undefined {
  const value = call.params[name];
  return typeof value === 'string' ? value : undefined;
}

/** The bucket of a call, or NoSuchBucket. What trails have recorded by now counts as delivered from here on. */
export function findBucket(call: RangeCall): Bucket {
  const name = textOf(call, 'Bucket') ?? '';
  const bucket = call.estate.buckets[name];
  if (!bucket) throw new ServiceError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: name });
  trailArchiveOf(call.estate).deliver(call.nowMs);
  return bucket;
}

/**
 * Authorisation on the bucket or on the object. The bucket's owner and policy come with it, so that a caller of
 * another account needs both sides.
 */
export function authorizeOn(action: string, on: 'bucket' | 'object'): (call: RangeCall) => AuthorizationRequest[] {
  return (call) => {
    const name = textOf(call, 'Bucket') ?? '';
    const bucket = call.estate.buckets[name];
    const versioned =
      on === 'object' && textOf(call, 'versionId') !== undefined ? action.replace(/Object$/, 'ObjectVersion') : action;
    const key = on === 'object' ? `/${textOf(call, 'Key') ?? ''}` : '';
    const context: Record<string, string> = {};
    const prefix = textOf(call, 'prefix');
    if (on === 'bucket' && prefix !== undefined) context['s3:prefix'] = prefix;
    const request: AuthorizationRequest = { action: versioned, resource: `arn:aws:s3:::${name}${key}`, context };
    if (!bucket) return [request];
    return [
      {
        ...request,
        resourceAccountId: bucket.ownerAccountId,
        ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
      },
    ];
  };
}

/** 301 for a request signed for another region than the bucket's; undefined when the region is right. */
export function redirectElsewhere(call: RangeCall, bucket: Bucket): RangeReply | undefined {
  if (call.region === bucket.region) return undefined;
  return {
    status: 301,
    headers: { 'x-amz-bucket-region': bucket.region },
    xmlRoot: { name: 'Error', namespace: '' },
    xml: {
      Code: 'PermanentRedirect',
      Message: 'The bucket you are attempting to access must be addressed using the specified endpoint.',
      Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`,
      Bucket: bucket.name,
    },
  };
}

/** Trail details of a bucket call (management event). */
export function bucketTrail(call: RangeCall): TrailDetails {
  const name = textOf(call, 'Bucket') ?? '';
  const owner = call.estate.buckets[name]?.ownerAccountId;
  return {
    requestParameters: { bucketName: name, Host: call.headers.host ?? '', ...Object.fromEntries(call.query) },
    resources: [{ type: 'AWS::S3::Bucket', arn: `arn:aws:s3:::${name}`, ...(owner ? { accountId: owner } : {}) }],
    ...(owner ? { alsoInAccountId: owner } : {}),
  };
}

/** Trail details of an object call (data event). */
export function objectTrail(eventName?: string): (call: RangeCall, reply: RangeReply | undefined) => TrailDetails {
  return (call, reply) => {
    const base = bucketTrail(call);
    const bucketArn = base.resources?.[0]?.arn ?? '';
    const key = textOf(call, 'Key');
    const object = key === undefined ? [] : [{ type: 'AWS::S3::Object', arn: `${bucketArn}/${key}` }];
    return {
      ...base,
      category: 'data',
      ...(eventName ? { eventName } : {}),
      requestParameters: { ...(base.requestParameters as object), ...(key === undefined ? {} : { key }) },
      additionalEventData: {
        SignatureVersion: 'SigV4',
        AuthenticationMethod: 'AuthHeader',
        bytesTransferredOut: reply?.bytes?.length ?? 0,
      },
      resources: [...object, ...(base.resources ?? [])],
    };
  };
}
