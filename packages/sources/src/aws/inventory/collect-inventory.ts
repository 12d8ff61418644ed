import type { AwsSession } from '@virga/cloud/aws';
import { enabledRegions } from '../enabled-regions.ts';
import { workThrough } from '../work-through.ts';
import { bucketsOf, keysOf, rolesOf, usersOf } from './global-resources.ts';
import { corner, type InventoryCoverage, type InventoryEntry, type InventoryKind } from './inventory-entry.ts';
import { instancesOf, snapshotsOf, trailsOf, volumesOf } from './region-resources.ts';

export interface Inventory {
  entries: InventoryEntry[];
  /** One word per region and kind: what answered and what did not. */
  coverage: InventoryCoverage[];
}

export interface InventoryOptions {
  /** Regions of the registration: asked when AWS does not list them. */
  registeredRegions: readonly string[];
  signal: AbortSignal;
  progress?: (done: number, total: number) => void;
}

type RegionalReader = (session: AwsSession, region: string) => Promise<InventoryEntry[]>;

const regional: readonly [InventoryKind, RegionalReader][] = [
  ['instance', instancesOf],
  ['volume', volumesOf],
  ['snapshot', snapshotsOf],
  ['trail', trailsOf],
];
const regionsAtOnce = 6;

/** What there is in the account now, in every enabled region. A corner that refuses is a coverage word, not a failure. */
export async function collectInventory(session: AwsSession, options: InventoryOptions): Promise<Inventory> {
  const { regions, refusal } = await enabledRegions(session, options.registeredRegions);
  const inventory: Inventory = { entries: [], coverage: [] };
  const keep = (found: Awaited<ReturnType<typeof corner>>) => {
    inventory.entries.push(...found.entries);
    inventory.coverage.push(found.coverage);
  };
  const word = refusal === null ? 'collected' : 'partial';
  keep({
    entries: regions.map((name) => regionEntry(name)),
    coverage: { region: 'global', kind: 'region', word, detail: refusal ?? `${regions.length} enabled regions.` },
  });
  let done = 0;
  await workThrough(regions, regionsAtOnce, async (region) => {
    options.signal.throwIfAborted();
    for (const [kind, read] of regional) keep(await corner(region, kind, () => read(session, region)));
    done += 1;
    options.progress?.(done, regions.length + 1);
  });
  keep(await corner('global', 'role', () => rolesOf(session)));
  const users = await corner('global', 'user', () => usersOf(session));
  keep(users);
  const names = users.entries.map((user) => user.name);
  const keys = await corner('global', 'key', () => keysOf(session, names));
  // Without the users nobody knows whose keys there are.
  keep(users.coverage.word === 'denied' ? { entries: [], coverage: { ...users.coverage, kind: 'key' } } : keys);
  keep(await corner('global', 'bucket', () => bucketsOf(session)));
  options.progress?.(regions.length + 1, regions.length + 1);
  return inventory;
}

function regionEntry(name: string): InventoryEntry {
  return { kind: 'region', region: name, resourceId: name, name, createdMicros: null, attributes: {} };
}
