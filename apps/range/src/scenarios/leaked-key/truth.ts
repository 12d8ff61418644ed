/** What really happened, for tests and for grading an investigation. */
import type { StagedEvent } from '../../estate/trail-record.ts';
import type { Script, TruthStep } from './script.ts';

export interface Truth {
  scenario: 'leaked-key';
  seed: number;
  size: string;
  now: string;
  organisationId: string;
  accounts: Record<string, string>;
  leakedKey: { accessKeyId: string; userName: string; accountId: string };
  backdoor: { userName: string; accessKeyId: string };
  compromisedInstance: { id: string; accountId: string; region: string; rootVolume: string; dataVolume: string };
  sharedSnapshot: { id: string; region: string; sharedWith: string };
  /** Known from logs only: none of these exists any more. */
  vanished: { instanceId: string; userName: string };
  attackerAddresses: string[];
  /** The data trail logged nothing in between. */
  trailGap: { trail: string; region: string; from: string; to: string };
  buckets: Record<string, string>;
  steps: TruthStep[];
  /** Records by account, then region, then trail-independent category. Lost events are not counted. */
  counts: { records: number; management: number; data: number; lost: number; byAccountRegion: Record<string, number> };
}

interface TruthFacts {
  minerInstanceId: string;
  vanishedUserName: string;
  stoppedAtMs: number;
  restartedAtMs: number;
  backdoor: Truth['backdoor'];
  leakedKey: Truth['leakedKey'];
  gapTrail: string;
}

export function tellTruth(script: Script, facts: TruthFacts): Truth {
  const { cast, compromised, sharedSnapshot } = script;
  const { attacker, attackerHost } = cast.origins;
  return {
    scenario: 'leaked-key',
    seed: cast.seed,
    size: cast.size,
    now: iso(cast.nowMs),
    organisationId: cast.organisationId,
    accounts: { ...cast.accounts },
    leakedKey: facts.leakedKey,
    backdoor: facts.backdoor,
    compromisedInstance: {
      id: compromised.id,
      accountId: cast.accounts.production,
      region: 'eu-west-1',
      rootVolume: compromised.blockDevices[0]!.volumeId,
      dataVolume: compromised.blockDevices[1]!.volumeId,
    },
    sharedSnapshot: { id: sharedSnapshot.id, region: 'eu-west-1', sharedWith: cast.accounts.external },
    vanished: { instanceId: facts.minerInstanceId, userName: facts.vanishedUserName },
    attackerAddresses: [attacker.ip, attackerHost.ip, '198.51.100.77'],
    trailGap: {
      trail: facts.gapTrail,
      region: 'eu-west-1',
      from: iso(facts.stoppedAtMs),
      to: iso(facts.restartedAtMs),
    },
    buckets: { ...cast.buckets },
    steps: inOrder(script.steps),
    counts: count(script.events),
  };
}

/** Steps by the time of their first event, numbered again. */
function inOrder(steps: TruthStep[]): TruthStep[] {
  const sorted = [...steps].sort((a, b) =>
    a.startTime < b.startTime ? -1 : a.startTime > b.startTime ? 1 : a.order - b.order,
  );
  return sorted.map((step, i) => ({ ...step, order: i + 1 }));
}

function count(events: StagedEvent[]): Truth['counts'] {
  const kept = events.filter((event) => !event.isLost);
  const byAccountRegion: Record<string, number> = {};
  for (const event of kept) {
    const place = `${event.accountId}/${event.region}`;
    byAccountRegion[place] = (byAccountRegion[place] ?? 0) + 1;
  }
  const management = kept.filter((event) => event.category === 'management').length;
  return {
    records: kept.length,
    management,
    data: kept.length - management,
    lost: events.length - kept.length,
    byAccountRegion,
  };
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
