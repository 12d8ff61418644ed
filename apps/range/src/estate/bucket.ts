/** S3 buckets and their object versions. */

/**
 * Where an object's bytes come from.
 * - `text`: inline UTF-8.
 * - `bytes`: inline, base64 (objects put through the API).
 * - `generated`: `sizeBytes` bytes computed from the seed in the style of the content type (csv, json or noise).
 */
export type ObjectContent =
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; base64: string }
  | { kind: 'generated'; seed: number; style: 'csv' | 'json' | 'noise' };

export interface ObjectVersion {
  key: string;
  /** `null` (the word) in a bucket that was never versioned. */
  versionId: string;
  isDeleteMarker: boolean;
  lastModifiedAtMs: number;
  sizeBytes: number;
  /** Without quotes; '' for a delete marker. */
  etag: string;
  contentType: string;
  contentEncoding?: string;
  storageClass: 'STANDARD' | 'STANDARD_IA' | 'GLACIER';
  /** x-amz-meta-*, keys lower-case. */
  metadata: Record<string, string>;
  content: ObjectContent;
}

export interface Bucket {
  name: string;
  ownerAccountId: string;
  region: string;
  createdAtMs: number;
  versioning: 'Unversioned' | 'Enabled' | 'Suspended';
  /** Bucket policy text. */
  policy?: string;
  publicAccessBlock?: {
    blockPublicAcls: boolean;
    ignorePublicAcls: boolean;
    blockPublicPolicy: boolean;
    restrictPublicBuckets: boolean;
  };
  encryption: { algorithm: 'AES256' | 'aws:kms'; kmsKeyId?: string; bucketKeyEnabled: boolean };
  logging?: { targetBucket: string; targetPrefix: string };
  tags: Record<string, string>;
  /** Objects may be put and deleted through the API only here (evidence buckets). */
  isWritable: boolean;
  /** Per key newest first. Log objects of trails are not in here: the trail archive makes them on demand. */
  objects: Record<string, ObjectVersion[]>;
}
