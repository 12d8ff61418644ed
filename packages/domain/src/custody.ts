/**
 * One entry of a case's custody chain (forensics.md, 2). `entryHash` = SHA-256 over the RFC 8785 canonical JSON of every
 * other field; `previousHash` is the entryHash of entry `number - 1` (64 zeros for entry 1). Times are ISO 8601 with six digits.
 */
export interface CustodyEntry {
  caseId: string;
  /** From 1, without gaps. */
  number: number;
  what: CustodyEvent;
  /** Who: our user or a part of the platform, and the cloud identity that was used. */
  actor: { userId: string | null; name: string; cloudIdentity: string | null };
  /** Our clock, the provider's Date header where one answered, and the difference in milliseconds. */
  when: { ours: string; provider: string | null; offsetMs: number | null };
  evidenceId: string | null;
  /** SHA-256 of the manifest (which holds the hashes of every object), or of the plan for actions. */
  hash: string | null;
  hashedAt: 'provider' | 'on target' | 'first byte received' | 'after conversion' | null;
  requestIds: string[];
  tool: string;
  /** Facts of this kind of entry; JSON values only. */
  details: Record<string, unknown>;
  previousHash: string;
  entryHash: string;
}

export const custodyEvents = [
  'case opened',
  'evidence sealed',
  'evidence read back',
  'evidence verified',
  'evidence verification failed',
  'custody verified',
  'custody verification failed',
  'evidence exported',
  'evidence parsed',
  'source snapshot removed',
  'source snapshot held',
  'source snapshot removed unsealed',
  'action proposed',
  'action approved',
  'action applied',
  'action undone',
  'report approved',
  'case closed',
  'signing key changed',
] as const;
export type CustodyEvent = (typeof custodyEvents)[number];

export const firstPreviousHash = '0'.repeat(64);
