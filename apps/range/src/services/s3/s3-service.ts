import type { ServiceHandler } from '../../wire/service.ts';
import {
  getBucketAcl,
  getBucketEncryption,
  getBucketLocation,
  getBucketLogging,
  getBucketPolicy,
  getBucketPolicyStatus,
  getBucketTagging,
  getBucketVersioning,
  getPublicAccessBlock,
  headBucket,
  listBuckets,
} from './bucket-reads.ts';
import { listObjects, listObjectsV2, listObjectVersions } from './list-objects.ts';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './multipart.ts';
import { getObject, headObject } from './read-object.ts';
import { matchS3 } from './s3-request.ts';
import { deleteObject, putObject } from './write-object.ts';

/** Amazon S3, REST XML. */
export const s3Service: ServiceHandler = {
  service: 's3',
  protocol: 'rest-xml',
  match: matchS3,
  operations: {
    ListBuckets: listBuckets,
    GetBucketLocation: getBucketLocation,
    HeadBucket: headBucket,
    GetBucketVersioning: getBucketVersioning,
    GetBucketPolicy: getBucketPolicy,
    GetBucketPolicyStatus: getBucketPolicyStatus,
    GetBucketAcl: getBucketAcl,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLogging: getBucketLogging,
    GetBucketTagging: getBucketTagging,
    GetPublicAccessBlock: getPublicAccessBlock,
    ListObjects: listObjects,
    ListObjectsV2: listObjectsV2,
    ListObjectVersions: listObjectVersions,
    GetObject: getObject,
    HeadObject: headObject,
    PutObject: putObject,
    DeleteObject: deleteObject,
    CreateMultipartUpload: createMultipartUpload,
    UploadPart: uploadPart,
    CompleteMultipartUpload: completeMultipartUpload,
    AbortMultipartUpload: abortMultipartUpload,
  },
};
