import type { JsonValue } from '@virga/domain';
import type { InventoryKind } from './inventory-entry.ts';

/** A timeline row of CloudTrail, as plain data. */
export interface EventRow {
  /** Event name: `TerminateInstances`. */
  action: string;
  target: string | null;
  targets: readonly string[];
  timeMicros: bigint;
  region: string | null;
  account: string | null;
  /** Denied and failed calls name things that never came to be. */
  outcome: string;
  attributes: Record<string, JsonValue>;
}

export interface LiveResource {
  kind: InventoryKind;
  resourceId: string;
  name: string;
  attributes: Record<string, JsonValue>;
}

export interface GoneResource {
  kind: InventoryKind;
  resourceId: string;
  name: string;
  region: string;
  account: string | null;
  firstSeenMicros: bigint;
  lastSeenMicros: bigint;
  /** Null: nobody saw it go; it is only not there any more. */
  goneAtMicros: bigint | null;
  /** What is left of it and can still be collected. */
  survives: { kind: InventoryKind | 'log rows'; id: string; detail: string }[];
}

interface Pattern {
  kind: InventoryKind;
  region: 'own' | 'global';
  /** Names of this kind inside a target or target list. */
  find: RegExp;
  /** Event names that end it. */
  ends: readonly string[];
}

const patterns: readonly Pattern[] = [
  { kind: 'instance', region: 'own', find: /\bi-[0-9a-f]{8,17}\b/, ends: ['TerminateInstances'] },
  { kind: 'volume', region: 'own', find: /\bvol-[0-9a-f]{8,17}\b/, ends: ['DeleteVolume'] },
  { kind: 'snapshot', region: 'own', find: /\bsnap-[0-9a-f]{8,17}\b/, ends: ['DeleteSnapshot'] },
  { kind: 'key', region: 'global', find: /\bAKIA[A-Z0-9]{12,124}\b/, ends: ['DeleteAccessKey'] },
  { kind: 'trail', region: 'own', find: /arn:[\w-]+:cloudtrail:[\w-]+:\d{12}:trail\/[\w.-]+/, ends: ['DeleteTrail'] },
];
/** IAM names have no shape of their own: the request's member says what they are. */
const named: readonly { kind: InventoryKind; member: string; ends: string; begins: string }[] = [
  { kind: 'user', member: 'userName', begins: 'CreateUser', ends: 'DeleteUser' },
  { kind: 'role', member: 'roleName', begins: 'CreateRole', ends: 'DeleteRole' },
  { kind: 'bucket', member: 'bucketName', begins: 'CreateBucket', ends: 'DeleteBucket' },
];

interface Sighting {
  kind: InventoryKind;
  id: string;
  region: string;
  isEnd: boolean;
}

/**
 * What successful events name and the live inventory no longer holds, with what survives of it. Only kinds whose whole
 * inventory answered should be passed in `complete`: what could not be listed is not gone.
 */
export function goneFromEvents(
  rows: Iterable<EventRow>,
  live: readonly LiveResource[],
  complete: ReadonlySet<InventoryKind>,
): GoneResource[] {
  const isLive = new Set(live.flatMap((entry) => [`${entry.kind} ${entry.resourceId}`, `${entry.kind} ${entry.name}`]));
  const gone = new Map<string, GoneResource & { rows: number }>();
  const volumesOf = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.outcome !== 'success') continue;
    linkVolumes(row, volumesOf);
    for (const seen of sightings(row)) {
      const key = `${seen.kind} ${seen.id}`;
      if (isLive.has(key) || !complete.has(seen.kind)) continue;
      keep(gone, key, seen, row);
    }
  }
  return [...gone.values()].map(({ rows: count, ...resource }) => ({
    ...resource,
    survives: survivors(resource, live, volumesOf, count),
  }));
}

function keep(gone: Map<string, GoneResource & { rows: number }>, key: string, seen: Sighting, row: EventRow): void {
  const at = row.timeMicros;
  const known = gone.get(key) ?? {
    kind: seen.kind,
    resourceId: seen.id,
    name: seen.id,
    region: seen.region,
    account: row.account,
    firstSeenMicros: at,
    lastSeenMicros: at,
    goneAtMicros: null,
    survives: [],
    rows: 0,
  };
  known.rows += 1;
  if (at < known.firstSeenMicros) known.firstSeenMicros = at;
  if (at > known.lastSeenMicros) known.lastSeenMicros = at;
  if (seen.isEnd && (known.goneAtMicros === null || at > known.goneAtMicros)) known.goneAtMicros = at;
  gone.set(key, known);
}

function sightings(row: EventRow): Sighting[] {
  const region = row.region ?? 'unknown';
  const names = [...new Set([...(row.target === null ? [] : [row.target]), ...row.targets])];
  const found: Sighting[] = [];
  for (const pattern of patterns)
    for (const name of names) {
      const id = pattern.find.exec(name)?.[0];
      if (!id) continue;
      const isEnd = pattern.ends.includes(row.action);
      found.push({ kind: pattern.kind, id, region: pattern.region === 'global' ? 'global' : region, isEnd });
    }
  const request = objectIn(row.attributes.requestParameters);
  for (const { kind, member, begins, ends } of named) {
    const id = request?.[member];
    if (typeof id === 'string' && (row.action === begins || row.action === ends))
      found.push({ kind, id, region: 'global', isEnd: row.action === ends });
  }
  return found;
}

/** RunInstances, AttachVolume and CreateSnapshots tell which volumes an instance had. */
function linkVolumes(row: EventRow, volumesOf: Map<string, Set<string>>): void {
  const text = [row.target ?? '', ...row.targets].join(' ');
  const instances = text.match(/\bi-[0-9a-f]{8,17}\b/g) ?? [];
  const volumes = text.match(/\bvol-[0-9a-f]{8,17}\b/g) ?? [];
  for (const instance of instances)
    for (const volume of volumes) volumesOf.set(instance, (volumesOf.get(instance) ?? new Set()).add(volume));
}

function survivors(
  resource: GoneResource,
  live: readonly LiveResource[],
  volumesOf: Map<string, Set<string>>,
  rows: number,
): GoneResource['survives'] {
  const volumes =
    resource.kind === 'volume' ? new Set([resource.resourceId]) : (volumesOf.get(resource.resourceId) ?? new Set());
  const left = live.flatMap((entry): GoneResource['survives'] => {
    if (entry.kind === 'volume' && volumes.has(entry.resourceId))
      return [{ kind: 'volume', id: entry.resourceId, detail: 'The volume is still there.' }];
    const isOf = entry.kind === 'snapshot' && volumes.has(String(entry.attributes.volumeId));
    return isOf
      ? [{ kind: 'snapshot', id: entry.resourceId, detail: `Snapshot of ${String(entry.attributes.volumeId)}.` }]
      : [];
  });
  return [...left, { kind: 'log rows', id: resource.resourceId, detail: `${rows} rows name it.` }];
}

function objectIn(value: JsonValue | undefined): Record<string, JsonValue> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}
