import type { Snapshot } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { ec2Arn, ec2Time, listParam, regionOf } from './region-state.ts';
import { ownSnapshot } from './snapshots.ts';

const DAY_MS = 86_400_000;

function onSnapshot(call: RangeCall): AuthorizationRequest[] {
  const snapshot = ownSnapshot(call);
  return [
    { action: `ec2:${call.operation}`, resource: ec2Arn(call, 'snapshot', snapshot.id), resourceTags: snapshot.tags },
  ];
}

function deleteSnapshot(call: RangeCall) {
  const snapshot = ownSnapshot(call);
  const region = regionOf(call);
  if (snapshot.lock && snapshot.lock.expiresAtMs > call.nowMs) {
    throw new ServiceError('SnapshotLocked', 400, `The snapshot ${snapshot.id} is locked`);
  }
  const image = Object.values(region.images).find((entry) =>
    entry.blockDevices.some((device) => device.snapshotId === snapshot.id),
  );
  if (image)
    throw new ServiceError(
      'InvalidSnapshot.InUse',
      400,
      `The snapshot ${snapshot.id} is currently in use by ${image.id}`,
    );
  delete region.snapshots[snapshot.id];
  return { xml: { return: true } };
}

function sameGrant(
  a: Snapshot['createVolumePermissions'][number],
  b: Snapshot['createVolumePermissions'][number],
): boolean {
  return 'group' in a ? 'group' in b : 'userId' in b && a.userId === b.userId;
}

/** Accepts both forms: OperationType with UserId.N or UserGroup.N, and CreateVolumePermission.Add.N / .Remove.N. */
function modifyAttribute(call: RangeCall) {
  const snapshot = ownSnapshot(call);
  const { params } = call;
  const attribute = params.Attribute ?? (params.CreateVolumePermission ? 'createVolumePermission' : undefined);
  if (attribute !== 'createVolumePermission') {
    throw new ServiceError(
      'InvalidParameterValue',
      400,
      `Value (${String(attribute)}) for parameter attribute is invalid.`,
    );
  }
  const nested = (params.CreateVolumePermission ?? {}) as Params;
  const listed = (value: unknown): Snapshot['createVolumePermissions'] =>
    (Array.isArray(value) ? (value as Params[]) : []).map((entry) =>
      entry.Group === 'all' ? { group: 'all' } : { userId: String(entry.UserId) },
    );
  const flat: Snapshot['createVolumePermissions'] = [
    ...listParam(call, 'UserId').map((userId) => ({ userId })),
    ...listParam(call, 'UserGroup').map(() => ({ group: 'all' as const })),
  ];
  const add = [...listed(nested.Add), ...(params.OperationType === 'add' ? flat : [])];
  const remove = [...listed(nested.Remove), ...(params.OperationType === 'remove' ? flat : [])];
  if (add.length === 0 && remove.length === 0)
    throw new ServiceError('MissingParameter', 400, 'The request must contain the parameter OperationType');
  if (add.length > 0 && remove.length > 0)
    throw new ServiceError('InvalidParameterCombination', 400, 'Cannot add and remove in one call');
  const kept = snapshot.createVolumePermissions.filter(
    (entry) => ![...add, ...remove].some((other) => sameGrant(entry, other)),
  );
  snapshot.createVolumePermissions = [...kept, ...add];
  return { xml: { return: true } };
}

function describeAttribute(call: RangeCall) {
  const snapshot = ownSnapshot(call);
  const name = String(call.params.Attribute);
  if (name === 'productCodes') return { xml: { snapshotId: snapshot.id, productCodes: [] } };
  if (name !== 'createVolumePermission')
    throw new ServiceError('InvalidParameterValue', 400, `Value (${name}) for parameter attribute is invalid.`);
  return {
    xml: {
      snapshotId: snapshot.id,
      createVolumePermission: snapshot.createVolumePermissions.map((entry) => ({ ...entry })),
    },
  };
}

function lockState(snapshot: Snapshot, nowMs: number): string {
  const lock = snapshot.lock;
  if (!lock) return 'expired';
  if (lock.expiresAtMs <= nowMs) return 'expired';
  if (lock.mode === 'governance') return 'governance';
  return (lock.coolOffExpiresAtMs ?? 0) > nowMs ? 'compliance-cooloff' : 'compliance';
}

function lockSnapshot(call: RangeCall) {
  const snapshot = ownSnapshot(call);
  const { LockMode, LockDuration, ExpirationDate, CoolOffPeriod } = call.params;
  if (LockMode !== 'governance' && LockMode !== 'compliance')
    throw new ServiceError('InvalidParameterValue', 400, 'LockMode must be governance or compliance');
  const days = Number(LockDuration);
  if (ExpirationDate === undefined && (!Number.isInteger(days) || days < 1 || days > 36_500)) {
    throw new ServiceError('InvalidParameterValue', 400, 'LockDuration must be between 1 and 36500 days');
  }
  if (lockState(snapshot, call.nowMs) === 'compliance')
    throw new ServiceError('SnapshotLocked', 400, 'A lock in compliance mode cannot be changed');
  const expiresAtMs = ExpirationDate === undefined ? call.nowMs + days * DAY_MS : Date.parse(String(ExpirationDate));
  const coolOffExpiresAtMs = CoolOffPeriod === undefined ? undefined : call.nowMs + Number(CoolOffPeriod) * 3_600_000;
  snapshot.lock = {
    mode: LockMode,
    createdAtMs: call.nowMs,
    expiresAtMs,
    ...(coolOffExpiresAtMs === undefined ? {} : { coolOffExpiresAtMs }),
  };
  return {
    xml: {
      snapshotId: snapshot.id,
      lockState: lockState(snapshot, call.nowMs),
      lockDuration: ExpirationDate === undefined ? days : Math.ceil((expiresAtMs - call.nowMs) / DAY_MS),
      coolOffPeriod: CoolOffPeriod === undefined ? undefined : Number(CoolOffPeriod),
      coolOffPeriodExpiresOn: coolOffExpiresAtMs === undefined ? undefined : ec2Time(coolOffExpiresAtMs),
      lockCreatedOn: ec2Time(call.nowMs),
      lockExpiresOn: ec2Time(expiresAtMs),
      lockDurationStartTime: ec2Time(call.nowMs),
    },
  };
}

function unlockSnapshot(call: RangeCall) {
  const snapshot = ownSnapshot(call);
  if (!snapshot.lock) throw new ServiceError('SnapshotNotLocked', 400, `The snapshot ${snapshot.id} is not locked`);
  if (lockState(snapshot, call.nowMs) === 'compliance')
    throw new ServiceError('SnapshotLocked', 400, 'A lock in compliance mode cannot be removed');
  delete snapshot.lock;
  return { xml: { snapshotId: snapshot.id } };
}

const change = { required: ['SnapshotId'], mutates: true, authorize: onSnapshot };

export const snapshotChangeOperations: Record<string, Operation> = {
  DeleteSnapshot: { ...change, handle: deleteSnapshot },
  ModifySnapshotAttribute: { ...change, handle: modifyAttribute },
  DescribeSnapshotAttribute: {
    required: ['SnapshotId', 'Attribute'],
    authorize: onSnapshot,
    handle: describeAttribute,
  },
  LockSnapshot: { ...change, required: ['SnapshotId', 'LockMode'], handle: lockSnapshot },
  UnlockSnapshot: { ...change, handle: unlockSnapshot },
};
