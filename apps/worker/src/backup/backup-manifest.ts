import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const plainName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
/** Names of ours only: nothing in a backup can name a place outside of it. */
export const backupPath = z
  .string()
  .max(400)
  .regex(
    /^(database\/[a-z0-9_]+\.copy\.gz|settings\/server\.json|(evidence|uploads)(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}){2,3})$/,
  );

export const backupFile = z.object({
  path: backupPath,
  /** As it lies in the backup. */
  storedBytes: z.number().int().nonnegative(),
  storedSha256: sha256,
  /** Packed with gzip: a sparse image would otherwise take its whole logical size. */
  packed: z.boolean(),
  /** Of the contents, unpacked. */
  bytes: z.number().int().nonnegative(),
  sha256,
});
export type BackupFile = z.output<typeof backupFile>;

/** One chain: what it must look like after a restore. */
export const backedUpCase = z.object({
  caseId: z.uuid(),
  number: z.number().int(),
  entries: z.number().int(),
  newest: sha256.nullable(),
  /** As `virga verify` words it: a chain that was broken before is not repaired by a backup. */
  verdict: z.string(),
});
export type BackedUpCase = z.output<typeof backedUpCase>;

export const backupManifestSchema = z.object({
  format: z.literal('virga-backup/1'),
  tool: z.string(),
  createdAt: z.string(),
  database: z.object({
    migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
    /** In the order in which they can be filled. */
    tables: z.array(
      z.object({
        name: plainName,
        columns: z.array(plainName).min(1),
        rows: z.number().int().nonnegative(),
        path: backupPath,
      }),
    ),
    sequences: z.array(z.object({ name: plainName, last: z.string().regex(/^\d+$/).nullable() })),
  }),
  evidence: z.object({
    /** `s3`: the bytes stay in the bucket, which has object lock and versions; only their hashes are here. */
    kind: z.enum(['folder', 's3']),
    place: z.string(),
    items: z.array(z.object({ caseId: z.uuid(), evidenceId: z.uuid(), manifestSha256: sha256 })),
  }),
  cases: z.array(backedUpCase),
  /** Sealed boxes of cloud accounts, and the keys that open them (which are not here). */
  secrets: z.object({ count: z.number().int(), keyIds: z.array(z.string()) }),
  files: z.array(backupFile),
  /** For people: what a restore from this will lack. */
  notInside: z.array(z.string()),
});
export type BackupManifest = z.output<typeof backupManifestSchema>;
