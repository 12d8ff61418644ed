import { z } from 'zod';

/** The newest entry of a case's chain at a moment, signed: whoever holds one can tell later whether the chain was changed. */
export const signedHeadSchema = z.object({
  caseId: z.string(),
  /** Number of the entry it vouches for. */
  number: z.number().int().positive(),
  entryHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Our clock, ISO 8601 with six digits. */
  at: z.string(),
  /** SHA-256 hex of the public key's SubjectPublicKeyInfo in DER. */
  keyFingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over the RFC 8785 canonical JSON of the other fields, base64. */
  signature: z.string(),
});
export type SignedHead = z.infer<typeof signedHeadSchema>;
