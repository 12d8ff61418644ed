/** The snapshot of a call: the caller's own, or one that its owner shared with the caller. */
import { type ChecksummedDevice, deviceOf } from '../../disk/index.ts';
import type { Snapshot } from '../../estate/types.ts';
import type { AuthorizationRequest, RangeCall, TrailDetails } from '../../wire/service.ts';
import { invalid, notFound } from './ebs-errors.ts';

function isSharedWith(snapshot: Snapshot, accountId: string): boolean {
  return snapshot.createVolumePermissions.some(
    (permission) => 'userId' in permission && permission.userId === accountId,
  );
}

function lookUp(call: RangeCall, snapshotId: string): Snapshot | undefined {
  const own = call.estate.accounts[call.accountId]?.regions[call.region]?.snapshots[snapshotId];
  if (own) return own;
  for (const account of Object.values(call.estate.accounts)) {
    const snapshot = account.regions[call.region]?.snapshots[snapshotId];
    if (snapshot && isSharedWith(snapshot, call.accountId)) return snapshot;
  }
  return undefined;
}

/** A completed snapshot that the caller may see, or the service's error. */
export function findSnapshot(call: RangeCall, snapshotId: string): Snapshot {
  if (!/^snap-[0-9a-f]{8,17}$/.test(snapshotId))
    throw invalid('INVALID_SNAPSHOT_ID', `Invalid snapshot id: ${snapshotId}`);
  const snapshot = lookUp(call, snapshotId);
  if (!snapshot) throw notFound(snapshotId);
  if (snapshot.failure || snapshot.completesAtMs > call.nowMs) {
    throw invalid('INVALID_SNAPSHOT_ID', `The snapshot '${snapshotId}' is not in the completed state.`);
  }
  return snapshot;
}

export function deviceOfSnapshot(call: RangeCall, snapshot: Snapshot): Promise<ChecksummedDevice> {
  return deviceOf(call.estate, snapshot.content, snapshot.volumeSizeGiB);
}

/** EBS direct actions are authorised on the snapshot, with its tags. */
export function authorizeSnapshots(...names: string[]): (call: RangeCall) => AuthorizationRequest[] {
  return (call) =>
    names.map((name) => {
      const id = String(call.params[name] ?? '');
      const resource = `arn:aws:ec2:${call.region}::snapshot/${id}`;
      return { action: `ebs:${call.operation}`, resource, resourceTags: lookUp(call, id)?.tags ?? {} };
    });
}

/** Data events of the snapshot. */
export function snapshotTrail(call: RangeCall): TrailDetails {
  const id = String(call.params.SnapshotId ?? call.params.SecondSnapshotId ?? '');
  const { blockToken: _, ...rest } = Object.fromEntries(call.query);
  return {
    category: 'data',
    requestParameters: { snapshotId: id, ...rest },
    resources: [
      { type: 'AWS::EC2::Snapshot', arn: `arn:aws:ec2:${call.region}::snapshot/${id}`, accountId: call.accountId },
    ],
  };
}
