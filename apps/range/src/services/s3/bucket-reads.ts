/**
 * Buckets and their settings.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import type { Bucket } from '../../estate/types.ts';
import type { Operation, RangeReply, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { authorizeOn, bucketTrail, findBucket, redirectElsewhere, textOf } from './bucket-access.ts';

export const listBuckets: Operation = {
  authorize: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  handle: (call) => {
    const prefix = textOf(call, 'prefix') ?? '';
    const region = textOf(call, 'bucket-region');
    const own = Object.values(call.estate.buckets)
      .filter((bucket) => bucket.ownerAccountId === call.accountId && bucket.name.startsWith(prefix))
      .filter((bucket) => region === undefined || bucket.region === region)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      xmlRoot: { name: 'ListAllMyBucketsResult' },
      xml: {
        Owner: { ID: canonicalId(call.accountId) },
        Buckets: {
          Bucket: own.map((bucket) => ({
            Name: bucket.name,
            CreationDate: new Date(bucket.createdAtMs).toISOString(),
            BucketRegion: bucket.region,
          })),
        },
      },
    };
  },
};

/** S3's own name of an account: 64 hexadecimal digits. */
function canonicalId(accountId: string): string {
  return Buffer.from(accountId.padEnd(32, '.')).toString('hex');
}

/** A GET of one setting, in the bucket's region only. */
function setting(action: string, describe: (bucket: Bucket) => RangeReply): Operation {
  return {
    authorize: authorizeOn(action, 'bucket'),
    trail: bucketTrail,
    handle: (call) => {
      const bucket = findBucket(call);
      return redirectElsewhere(call, bucket) ?? describe(bucket);
    },
  };
}

function missing(code: string, message: string, bucket: Bucket): never {
  throw new ServiceError(code, 404, message, { BucketName: bucket.name });
}

/** Answered in every region: it is how a client learns the bucket's. The old region's name is the empty string. */
export const getBucketLocation: Operation = {
  authorize: authorizeOn('s3:GetBucketLocation', 'bucket'),
  trail: bucketTrail,
  handle: (call) => {
    const { region } = findBucket(call);
    const text = region === 'us-east-1' ? '' : region;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}</LocationConstraint>`;
    return { bytes: { data: Buffer.from(xml), contentType: 'application/xml' } };
  },
};

export const headBucket: Operation = {
  authorize: authorizeOn('s3:ListBucket', 'bucket'),
  trail: bucketTrail,
  handle: (call) => {
    const bucket = findBucket(call);
    return redirectElsewhere(call, bucket) ?? { headers: { 'x-amz-bucket-region': bucket.region } };
  },
};

export const getBucketVersioning = setting('s3:GetBucketVersioning', (bucket) => ({
  xmlRoot: { name: 'VersioningConfiguration' },
  xml: bucket.versioning === 'Unversioned' ? {} : { Status: bucket.versioning },
}));

export const getBucketPolicy = setting('s3:GetBucketPolicy', (bucket) => {
  if (bucket.policy === undefined) return missing('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket);
  return { bytes: { data: Buffer.from(bucket.policy), contentType: 'application/json' } };
});

export const getBucketPolicyStatus = setting('s3:GetBucketPolicyStatus', (bucket) => {
  if (bucket.policy === undefined) return missing('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket);
  return { xmlRoot: { name: 'PolicyStatus' }, xml: { IsPublic: false } };
});

export const getBucketAcl = setting('s3:GetBucketAcl', (bucket) => {
  const owner = { ID: canonicalId(bucket.ownerAccountId) };
  const bytes = `<?xml version="1.0" encoding="UTF-8"?>\n<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>${owner.ID}</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>${owner.ID}</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`;
  return { bytes: { data: Buffer.from(bytes), contentType: 'application/xml' } };
});

export const getBucketEncryption = setting('s3:GetEncryptionConfiguration', ({ encryption }) => ({
  xmlRoot: { name: 'ServerSideEncryptionConfiguration' },
  xml: {
    Rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption.algorithm, KMSMasterKeyID: encryption.kmsKeyId },
      BucketKeyEnabled: encryption.bucketKeyEnabled,
    },
  },
}));

export const getBucketLogging = setting('s3:GetBucketLogging', ({ logging }) => ({
  xmlRoot: { name: 'BucketLoggingStatus' },
  xml: logging ? { LoggingEnabled: { TargetBucket: logging.targetBucket, TargetPrefix: logging.targetPrefix } } : {},
}));

export const getBucketTagging = setting('s3:GetBucketTagging', (bucket) => {
  const tags: XmlValue[] = Object.entries(bucket.tags).map(([Key, Value]) => ({ Key, Value }));
  if (tags.length === 0) return missing('NoSuchTagSet', 'The TagSet does not exist', bucket);
  return { xmlRoot: { name: 'Tagging' }, xml: { TagSet: { Tag: tags } } };
});

export const getPublicAccessBlock = setting('s3:GetBucketPublicAccessBlock', (bucket) => {
  const block = bucket.publicAccessBlock;
  if (!block)
    return missing(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      bucket,
    );
  return {
    xmlRoot: { name: 'PublicAccessBlockConfiguration' },
    xml: {
      BlockPublicAcls: block.blockPublicAcls,
      IgnorePublicAcls: block.ignorePublicAcls,
      BlockPublicPolicy: block.blockPublicPolicy,
      RestrictPublicBuckets: block.restrictPublicBuckets,
    },
  };
});
