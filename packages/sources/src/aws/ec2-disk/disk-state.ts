import type { AwsSession } from '@virga/cloud/aws';
import type { Checkpoint, CollectContext } from '@virga/source-kit';
import type { Ec2DiskParameters } from './manifest.ts';

export type DiskContext = CollectContext<Ec2DiskParameters, AwsSession>;

/** A snapshot of ours, as the checkpoint keeps it. */
export type OwnSnapshot = {
  snapshotId: string;
  volumeId: string;
  /** GiB, as EC2 counts volumes. */
  sizeGib: number;
  /** ISO 8601: the moment the image shows. */
  startTime: string;
  encrypted: boolean;
  kmsKeyId: string;
  device: string;
};

/** What became of one snapshot's image. */
export type SealedImage = { evidenceId: string; sha256: string; complete: boolean };

export function readSnapshots(checkpoint: Checkpoint): OwnSnapshot[] {
  return checkpoint.read<OwnSnapshot[]>('snapshots') ?? [];
}

export function readSealed(checkpoint: Checkpoint): Record<string, SealedImage> {
  return checkpoint.read<Record<string, SealedImage>>('sealed') ?? {};
}

/** Snapshots that somebody else removed before their image was sealed. */
export function readLost(checkpoint: Checkpoint): string[] {
  return checkpoint.read<string[]>('lost') ?? [];
}

/** Snapshot storage, US$ per GiB and month in most regions; an upper bound, since only written blocks are billed. */
const monthlyUsdPerGib = 0.05;

export function heldResource(context: DiskContext, snapshot: OwnSnapshot) {
  return {
    kind: 'ebs-snapshot',
    id: snapshot.snapshotId,
    region: context.parameters.region,
    externalAccountId: context.account.externalAccountId,
    sizeBytes: snapshot.sizeGib * 2 ** 30,
    dailyCostUsd: Number(((snapshot.sizeGib * monthlyUsdPerGib) / 30).toFixed(4)),
  };
}

/** How long to wait before looking again; a range snapshot takes seconds, a real one minutes to hours. */
export function pollDelayMs(context: DiskContext): number {
  return context.session.account.staged ? 1_000 : 20_000;
}
