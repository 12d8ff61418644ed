import type { RegionState, Snapshot } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { pageOf } from './page.ts';
import { ec2Time, listParam, malformedId, notFound, regionOf, tagSet } from './region-state.ts';
import { snapshotStatus } from './snapshot-status.ts';

/** A snapshot in EC2's Snapshot shape; CreateSnapshots' entries differ in one name (`state` for `status`). */
export function snapshotXml(
  call: RangeCall,
  snapshot: Snapshot,
  stateName: 'status' | 'state',
): { [name: string]: XmlValue } {
  const { state, progress, stateMessage } = snapshotStatus(snapshot, call.nowMs);
  return {
    snapshotId: snapshot.id,
    volumeId: snapshot.volumeId,
    [stateName]: state,
    statusMessage: stateMessage,
    startTime: ec2Time(snapshot.startedAtMs),
    progress: stateName === 'status' && state === 'pending' && progress === '0%' ? '' : progress,
    ownerId: snapshot.ownerId,
    volumeSize: snapshot.volumeSizeGiB,
    description: snapshot.description,
    tagSet: tagSet(snapshot.tags),
    encrypted: snapshot.encrypted,
    kmsKeyId: stateName === 'status' ? snapshot.kmsKeyId : undefined,
    storageTier: stateName === 'status' ? snapshot.storageTier : undefined,
    completionTime: stateName === 'status' && state === 'completed' ? ec2Time(snapshot.completesAtMs) : undefined,
  };
}

function isSharedWith(snapshot: Snapshot, accountId: string): boolean {
  return snapshot.createVolumePermissions.some((entry) => ('group' in entry ? true : entry.userId === accountId));
}

/** The caller's snapshots and those that others of the range share with it, in the region of the call. */
export function visibleSnapshots(call: RangeCall): Record<string, Snapshot> {
  const out: Record<string, Snapshot> = {};
  for (const account of Object.values(call.estate.accounts)) {
    const region: RegionState | undefined = account.regions[call.region];
    for (const snapshot of Object.values(region?.snapshots ?? {})) {
      if (account.id === call.accountId || isSharedWith(snapshot, call.accountId)) out[snapshot.id] = snapshot;
    }
  }
  return out;
}

/** A snapshot of the caller's own, for everything that changes one. */
export function ownSnapshot(call: RangeCall, id = String(call.params.SnapshotId)): Snapshot {
  if (!/^snap-[0-9a-f]{8,17}$/.test(id)) throw malformedId('InvalidSnapshotID', id);
  const found = regionOf(call).snapshots[id];
  if (!found) throw notFound('InvalidSnapshot', 'snapshot', id);
  return found;
}

function filterTable(call: RangeCall): FilterTable<Snapshot> {
  return {
    'snapshot-id': (snapshot) => [snapshot.id],
    'volume-id': (snapshot) => [snapshot.volumeId],
    'volume-size': (snapshot) => [String(snapshot.volumeSizeGiB)],
    'owner-id': (snapshot) => [snapshot.ownerId],
    description: (snapshot) => [snapshot.description],
    encrypted: (snapshot) => [String(snapshot.encrypted)],
    'storage-tier': (snapshot) => [snapshot.storageTier],
    status: (snapshot) => [snapshotStatus(snapshot, call.nowMs).state],
    progress: (snapshot) => [snapshotStatus(snapshot, call.nowMs).progress],
    'start-time': (snapshot) => [ec2Time(snapshot.startedAtMs)],
  };
}

function isOwnerWanted(call: RangeCall, snapshot: Snapshot): boolean {
  const owners = listParam(call, 'Owner');
  const restorable = listParam(call, 'RestorableBy');
  const owner = owners.length === 0 || owners.some((id) => (id === 'self' ? call.accountId : id) === snapshot.ownerId);
  const by = restorable.map((id) => (id === 'self' ? call.accountId : id));
  return owner && (by.length === 0 || by.some((id) => id === snapshot.ownerId || isSharedWith(snapshot, id)));
}

function describeSnapshots(call: RangeCall) {
  const visible = visibleSnapshots(call);
  const ids = listParam(call, 'SnapshotId');
  for (const id of ids) {
    if (!/^snap-[0-9a-f]{8,17}$/.test(id)) throw malformedId('InvalidSnapshotID', id);
    if (!visible[id]) throw notFound('InvalidSnapshot', 'snapshot', id);
  }
  const wanted = ids.length > 0 ? ids.flatMap((id) => visible[id] ?? []) : Object.values(visible);
  const owned = wanted.filter((snapshot) => isOwnerWanted(call, snapshot));
  const { items, nextToken } = pageOf(call, applyFilters(call, owned, filterTable(call)));
  return { xml: { snapshotSet: items.map((snapshot) => snapshotXml(call, snapshot, 'status')), nextToken } };
}

export const snapshotReadOperations: Record<string, Operation> = { DescribeSnapshots: { handle: describeSnapshots } };
