/** Fills the days with ordinary events up to the size that was asked for. */
import type { TrailCall } from '../../../estate/trail-record.ts';
import type { Script } from '../script.ts';
import type { Activity } from './activity.ts';
import { auditAcrossAccounts, configRecording, serviceCalls } from './automations.ts';
import { ciDeployment, oidcDeployment, scaling } from './deployments.ts';
import { instanceAtWork, orderReads } from './machines.ts';
import { adminChange, consoleVisit, developerSession, rareIdentities } from './people.ts';
import { pickTime } from './schedule.ts';

/** Ordinary events wanted for each size; the last activity may overshoot by a few. */
const NOISE_EVENTS = { small: 2700, full: 24_400 } as const;

interface Kind {
  name: string;
  play: Activity;
  rhythm: 'office' | 'always';
  /** Share of all occurrences (not of events). */
  weight: number;
}

const KINDS: Kind[] = [
  { name: 'console', play: consoleVisit, rhythm: 'office', weight: 10 },
  { name: 'developer', play: developerSession, rhythm: 'office', weight: 16 },
  { name: 'admin', play: adminChange, rhythm: 'office', weight: 2 },
  { name: 'ci', play: ciDeployment, rhythm: 'office', weight: 4 },
  { name: 'oidc', play: oidcDeployment, rhythm: 'office', weight: 6 },
  { name: 'scaling', play: scaling, rhythm: 'always', weight: 4 },
  { name: 'config', play: configRecording, rhythm: 'always', weight: 14 },
  { name: 'audit', play: auditAcrossAccounts, rhythm: 'always', weight: 5 },
  { name: 'services', play: serviceCalls, rhythm: 'always', weight: 40 },
  { name: 'instances', play: instanceAtWork, rhythm: 'always', weight: 20 },
  { name: 'orders', play: orderReads, rhythm: 'always', weight: 18 },
];

/** Plays the noise. Calls that would fall into a stopped trail's gap and reach no trail at all are marked lost by the caller. */
export function playNoise(script: Script, isLost: (call: TrailCall) => boolean): void {
  const { cast } = script;
  const random = cast.random.fork('noise');
  const total = KINDS.reduce((sum, kind) => sum + kind.weight, 0);
  const wanted = NOISE_EVENTS[cast.size];
  let made = 0;
  const run = (kind: Kind): void => {
    for (const call of kind.play(script, random, pickTime(cast, random, kind.rhythm))) {
      if (call.atMs >= cast.nowMs || isLost(call)) continue;
      script.emit(random, call);
      made++;
    }
  };
  const rare: Kind = { name: 'rare', play: rareIdentities, rhythm: 'office', weight: 0 };
  for (let i = 0; i < (cast.size === 'small' ? 2 : 5); i++) run(rare);
  while (made < wanted) {
    let point = random.next() * total;
    const kind = KINDS.find((candidate) => {
      point -= candidate.weight;
      return point < 0;
    });
    run(kind ?? KINDS[0]!);
  }
}
