import { z } from 'zod';

/** Limits that an admin may change; units stand in the names (security.md, "Limits"). Web app and workers read the same setting. */
export const limitsSchema = z.object({
  recordBytes: z.number().int().min(1024).max(1_073_741_824),
  jsonDepth: z.number().int().min(8).max(512),
  recordFields: z.number().int().min(100).max(1_000_000),
  uploadBytes: z.number().int().min(1_048_576).max(17_592_186_044_416),
  /** Decoded to stored bytes of one object; above it, after 1 GiB, the item pauses and asks. */
  expansionRatio: z.number().int().min(10).max(10_000),
});
export type Limits = z.output<typeof limitsSchema>;

export const defaultLimits: Limits = {
  recordBytes: 67_108_864,
  jsonDepth: 64,
  recordFields: 10_000,
  uploadBytes: 1_099_511_627_776,
  expansionRatio: 200,
};
