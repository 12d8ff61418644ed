import type { Database } from '@virga/database';
import type { EvidenceStore } from '@virga/evidence-store';
import type { Jobs } from '@virga/jobs';
import type { Logger } from '@virga/runtime';
import type { TimelineStore } from '@virga/timeline';
import type { OpenAuthority } from './custody/open-authority.ts';

export const workerRoles = ['collect', 'parse'] as const;
/** collect opens secrets and parses nothing but API answers; parse reads evidence and has no secret (security.md). */
export type WorkerRole = (typeof workerRoles)[number];

/** What every handler of a process gets. Made once in main.ts. */
export interface Parts {
  role: WorkerRole;
  db: Database;
  jobs: Jobs;
  store: EvidenceStore;
  timeline: TimelineStore;
  /** Data folder of the installation. */
  home: string;
  log: Logger;
  /** Name of this process in leases: host, process id and a random part. */
  owner: string;
  /** Ends when the process shuts down: handlers stop at their next checkpoint. */
  stopping: AbortSignal;
}

/** Parts of the collect role besides: the keys that only it can read. */
export interface CollectParts extends Parts {
  role: 'collect';
  signingKey: { privateKeyPem: string; publicKeyPem: string; fingerprint: string };
  /** Stamps heads from outside (RFC 3161); null when none is set. */
  authority: OpenAuthority | null;
  verification: { hour: number; gibPerNight: number };
  /** Throws when the sealed text belongs to another account or field. */
  openSecret(binding: { accountId: string; field: string }, sealed: string): Promise<string>;
}
