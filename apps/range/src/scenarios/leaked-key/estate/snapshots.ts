/** Snapshots of production in Ireland: a monthly one of ours, and the one that the attacker made and shared. */
import { ec2Id } from '../../../estate/ids.ts';
import type { Estate, Instance, Snapshot } from '../../../estate/types.ts';
import { type Cast, DAY_MS, HOUR_MS } from '../cast.ts';

/** Hours after the first call at which the attacker snapshots the data volume. */
const SHARED_SNAPSHOT_AFTER_MS = 29 * HOUR_MS;

/** Adds both and returns the shared one. */
export function stageSnapshots(cast: Cast, estate: Estate, compromised: Instance): Snapshot {
  const random = cast.random.fork('snapshots');
  const region = estate.accounts[cast.accounts.production]!.regions['eu-west-1']!;
  const [root, data] = compromised.blockDevices;
  const add = (volumeId: string, atMs: number, description: string, rest: Partial<Snapshot>): Snapshot => {
    const volume = region.volumes[volumeId]!;
    const snapshot: Snapshot = {
      id: ec2Id(random, 'snap'),
      volumeId,
      volumeSizeGiB: volume.sizeGiB,
      ownerId: cast.accounts.production,
      description,
      startedAtMs: atMs,
      completesAtMs: atMs + 240_000,
      encrypted: false,
      storageTier: 'standard',
      createVolumePermissions: [],
      content: volume.content,
      tags: {},
      ...rest,
    };
    region.snapshots[snapshot.id] = snapshot;
    return snapshot;
  };
  add(root!.volumeId, cast.nowMs - 18 * DAY_MS, 'monthly baseline', {
    tags: { Name: 'shop-web-1 baseline' },
    content: { kind: 'image', image: 'web-root-baseline' },
  });
  return add(data!.volumeId, cast.attackMs + SHARED_SNAPSHOT_AFTER_MS, '', {
    createVolumePermissions: [{ userId: cast.accounts.external }],
  });
}
