import type { SourceManifest } from '@virga/source-kit';

/** What is known about one target of one source that is not collected yet. Absent: nobody knows. */
export interface EvaporationFacts {
  nowMicros: bigint;
  /** The earliest moment of interest: what is older than a retention is going or gone. */
  incidentMicros?: bigint;
  /** Instance: spot, scaling group, state, instance store, what happens to its disks. */
  instance?: {
    state: string;
    isSpot: boolean;
    scalingGroup: string | null;
    hasInstanceStore: boolean;
    deleteOnTermination: boolean;
  };
  /** Days after which the bucket's lifecycle rule removes the log files; null: no rule. */
  bucketExpiryDays?: number | null;
  /** Days after which older versions are removed. */
  hasTrail?: boolean;
}

/** `any time`: somebody or something may end it now, without being asked. `none`: not by itself, or nobody knows. */
export type EvaporationEnd =
  | { ends: 'at'; goneAtMicros: bigint }
  | { ends: 'any time'; goneAtMicros: null }
  | { ends: 'none'; goneAtMicros: null };

export type Evaporation = EvaporationEnd & {
  /** Plain sentence. */
  basis: string;
  /** 1 most volatile … 9 stable. */
  volatility: number;
};

const anyTime: EvaporationEnd = { ends: 'any time', goneAtMicros: null };
const noEnd: EvaporationEnd = { ends: 'none', goneAtMicros: null };
const dayMicros = 86_400_000_000n;
const historyDays = 90n;

/** When one source's evidence about a target will be gone, and why we think so. */
export function evaporation(manifest: SourceManifest, target: string, facts: EvaporationFacts): Evaporation {
  switch (manifest.id) {
    case 'aws/cloudtrail':
      return cloudTrail(manifest, facts);
    case 'aws/ec2-disk':
      return disk(manifest, target, facts);
    case 'aws/ec2-metadata':
      return metadata(manifest, target, facts);
    default:
      return { ...noEnd, basis: manifest.retention, volatility: manifest.volatility };
  }
}

function cloudTrail(manifest: SourceManifest, facts: EvaporationFacts): Evaporation {
  const since = facts.incidentMicros ?? facts.nowMicros;
  if (facts.hasTrail && typeof facts.bucketExpiryDays === 'number') {
    const goneAtMicros = since + BigInt(facts.bucketExpiryDays) * dayMicros;
    const basis = `A lifecycle rule of the log bucket removes files after ${facts.bucketExpiryDays} days.`;
    return { ends: 'at', goneAtMicros, basis, volatility: manifest.volatility };
  }
  if (facts.hasTrail && facts.bucketExpiryDays === null)
    return { ...noEnd, basis: 'Log files stay in the bucket until somebody deletes them.', volatility: 8 };
  const basis = facts.hasTrail
    ? 'The event history keeps 90 days; how long the bucket keeps its files could not be read.'
    : 'No trail delivers: only the event history of 90 days is left.';
  return { ends: 'at', goneAtMicros: since + historyDays * dayMicros, basis, volatility: manifest.volatility };
}

function disk(manifest: SourceManifest, target: string, facts: EvaporationFacts): Evaporation {
  const { instance } = facts;
  if (!instance) return { ...noEnd, basis: manifest.retention, volatility: manifest.volatility };
  if (instance.state === 'terminated')
    return {
      ...anyTime,
      basis: `${target} is terminated: only volumes it left behind remain.`,
      volatility: 1,
    };
  const threat = endOf(instance);
  const lost = instance.deleteOnTermination ? 'its disks go with it' : 'its EBS disks stay';
  const store = instance.hasInstanceStore ? ' Instance store is lost at any stop and cannot be collected.' : '';
  if (threat === null)
    return {
      ...noEnd,
      basis: `Stays until somebody terminates ${target}; then ${lost}.${store}`,
      volatility: manifest.volatility,
    };
  const basis = `${threat} may end ${target} at any time; ${lost}.${store}`;
  const volatility = instance.deleteOnTermination ? 2 : manifest.volatility;
  return { ...(instance.deleteOnTermination ? anyTime : noEnd), basis, volatility };
}

function metadata(manifest: SourceManifest, target: string, facts: EvaporationFacts): Evaporation {
  const { instance } = facts;
  const ring = 'The console keeps its last 64 KB; a reboot writes over it.';
  if (!instance) return { ...noEnd, basis: manifest.retention, volatility: manifest.volatility };
  if (instance.state === 'terminated') {
    const hour = 3_600_000_000n;
    const basis = `${target} is terminated: EC2 describes it for about an hour more.`;
    return { ends: 'at', goneAtMicros: facts.nowMicros + hour, basis, volatility: 1 };
  }
  const threat = endOf(instance);
  if (threat === null) return { ...noEnd, basis: ring, volatility: manifest.volatility };
  return { ...anyTime, basis: `${threat} may end ${target} at any time. ${ring}`, volatility: 2 };
}

/** Who may end the instance without being asked. */
function endOf(instance: NonNullable<EvaporationFacts['instance']>): string | null {
  if (instance.scalingGroup !== null) return `The scaling group ${instance.scalingGroup}`;
  return instance.isSpot ? 'A spot interruption' : null;
}
