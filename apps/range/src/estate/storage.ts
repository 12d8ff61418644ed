/** Volumes and snapshots. Content is a description, never bytes: `disk/` turns it into blocks on demand. */
import type { Tags } from './network.ts';

/**
 * What stands on a volume.
 * - `image`: a disk image that the scenario builds (name known to `disk/`), sparse.
 * - `synthetic`: blocks computed from the seed; `writtenShare` of all blocks are listed, `zeroShare` of those hold zeros only.
 * - `empty`: no block was ever written.
 */
export type VolumeContent =
  | { kind: 'image'; image: string }
  | { kind: 'synthetic'; seed: number; writtenShare: number; zeroShare: number }
  | { kind: 'empty' };

export interface Volume {
  id: string;
  sizeGiB: number;
  volumeType: 'gp2' | 'gp3' | 'io1' | 'standard';
  iops?: number;
  throughput?: number;
  encrypted: boolean;
  kmsKeyId?: string;
  /** The snapshot that it was made from, or ''. */
  snapshotId: string;
  availabilityZone: string;
  state: 'creating' | 'available' | 'in-use' | 'deleting';
  createdAtMs: number;
  attachments: {
    instanceId: string;
    deviceName: string;
    deleteOnTermination: boolean;
    attachedAtMs: number;
    state: 'attaching' | 'attached' | 'detaching' | 'detached';
  }[];
  content: VolumeContent;
  tags: Tags;
}

export interface Snapshot {
  id: string;
  volumeId: string;
  volumeSizeGiB: number;
  ownerId: string;
  description: string;
  startedAtMs: number;
  /** Until then the state on the wire is `pending`; the progress grows linearly from `startedAtMs`. */
  completesAtMs: number;
  /** Overrides the two times above: `error` with its message. */
  failure?: { stateMessage: string };
  encrypted: boolean;
  kmsKeyId?: string;
  storageTier: 'standard' | 'archive';
  createVolumePermissions: ({ userId: string } | { group: 'all' })[];
  lock?: { mode: 'governance' | 'compliance'; createdAtMs: number; expiresAtMs: number; coolOffExpiresAtMs?: number };
  content: VolumeContent;
  tags: Tags;
}
