import { createHash, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';

/**
 * A digest file: what CloudTrail delivered in one hour, signed and linked to the hour before.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export interface Digest {
  key: string;
  startMs: number;
  endMs: number;
  previousKey: string | null;
  files: { key: string; sha256: string }[];
}

const time = z.iso.datetime().transform((text) => Date.parse(text));
const schema = z.object({
  digestStartTime: time,
  digestEndTime: z.iso.datetime(),
  digestS3Bucket: z.string(),
  digestS3Object: z.string(),
  digestPublicKeyFingerprint: z.string(),
  previousDigestS3Object: z.string().nullish(),
  previousDigestSignature: z.string().nullable(),
  logFiles: z.array(
    z.object({ s3Bucket: z.string(), s3Object: z.string(), hashValue: z.string(), hashAlgorithm: z.string() }),
  ),
});

export interface DigestFile {
  bucket: string;
  key: string;
  /** Decompressed bytes. */
  body: Uint8Array;
  /** Object metadata `signature` and `signature-algorithm`. */
  signature: string;
  algorithm: string;
}

/** The verified digest, or a sentence why it proves nothing. `keys`: public keys by fingerprint, of the digest's region. */
export function verifyDigest(file: DigestFile, keys: ReadonlyMap<string, KeyObject>): Digest | string {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(file.body).toString('utf8'));
  } catch {
    return 'the digest is not JSON';
  }
  const read = schema.safeParse(json);
  if (!read.success) return `the digest lacks ${read.error.issues[0]?.path.join('.') ?? 'a field'}`;
  const fields = read.data;
  if (fields.digestS3Bucket !== file.bucket || fields.digestS3Object !== file.key)
    return `the digest says it is ${fields.digestS3Bucket}/${fields.digestS3Object}: it was moved here`;
  if (file.algorithm !== 'SHA256withRSA') return `the signature algorithm is ${file.algorithm || 'not given'}`;
  const key = keys.get(fields.digestPublicKeyFingerprint);
  if (!key) return `CloudTrail knows no public key ${fields.digestPublicKeyFingerprint} for this time`;
  const bodyHash = createHash('sha256').update(file.body).digest('hex');
  const previous = fields.previousDigestSignature ?? 'null';
  const signed = `${fields.digestEndTime}\n${file.bucket}/${file.key}\n${bodyHash}\n${previous}`;
  const isSigned = /^[0-9a-f]+$/i.test(file.signature);
  if (!isSigned || !verify('sha256', Buffer.from(signed), key, Buffer.from(file.signature, 'hex')))
    return 'the signature does not fit: the digest was altered';
  if (fields.logFiles.some((entry) => entry.hashAlgorithm !== 'SHA-256')) return 'a hash algorithm we do not know';
  return {
    key: file.key,
    startMs: fields.digestStartTime,
    endMs: Date.parse(fields.digestEndTime),
    previousKey: fields.previousDigestS3Object ?? null,
    files: fields.logFiles.map((entry) => ({ key: entry.s3Object, sha256: entry.hashValue.toLowerCase() })),
  };
}
