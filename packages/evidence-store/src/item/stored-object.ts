import { z } from 'zod';

/** One line of `objects.jsonl`: where the bytes of one collected object stand, exactly as they were received. */
export const storedObjectSchema = z.object({
  /** Unique inside the item; what `RecordLocation.object` holds. The key, with `?versionId=` for a version. */
  name: z.string(),
  key: z.string(),
  versionId: z.string().nullable(),
  etag: z.string().nullable(),
  /** As the provider wrote it. */
  lastModified: z.string().nullable(),
  /** Generated member name inside the pack: a key never becomes a path. */
  member: z.string(),
  pack: z.number().int().positive(),
  /** Of the first stored byte, counted in the pack file. */
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  /** Hash of the stored bytes on arrival. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Hash said by the sender, a claim: stands apart from ours (forensics.md, 3). */
  claimedHash: z.object({ algorithm: z.string(), value: z.string() }).nullable(),
  encoding: z.enum(['identity', 'gzip']),
  /** Bytes after decompression, when known. */
  decodedSize: z.number().int().nonnegative().nullable(),
  metadata: z.record(z.string(), z.string()),
});
export type StoredObject = z.infer<typeof storedObjectSchema>;

/** The name a record refers to: unique per key and version. */
export function objectName(key: string, versionId: string | null | undefined): string {
  return versionId ? `${key}?versionId=${versionId}` : key;
}
