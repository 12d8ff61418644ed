import type { DiskImages } from '../../disk/index.ts';
import type { StagedEvent } from '../../estate/trail-record.ts';
import type { Estate } from '../../estate/types.ts';
import { VANISHED_USER } from './attack/intermediate-user.ts';
import { BACKDOOR_USER } from './attack/persistence.ts';
import { playAttack } from './attack/play-attack.ts';
import { createCast, type ScenarioOptions } from './cast.ts';
import { diskTrees } from './disk/disk-trees.ts';
import { diskFacts } from './disk/facts.ts';
import { stageBuckets } from './estate/buckets.ts';
import { CI_USER, stageAwsPolicies, stageIdentities, WEB_ROLE } from './estate/identities.ts';
import { stageOrganisation } from './estate/organisation.ts';
import { stageSnapshots } from './estate/snapshots.ts';
import { DATA_TRAIL, stageTrails } from './estate/trails.ts';
import { stageWorkloads } from './estate/workloads.ts';
import { playNoise } from './noise/play-noise.ts';
import { createScript, type Script } from './script.ts';
import { type Truth, tellTruth } from './truth.ts';

interface StagedScenario {
  estate: Estate;
  /** Everything that trails hold, oldest first. */
  events: StagedEvent[];
  truth: Truth;
  /** Disk images that volumes and snapshots of the estate name. */
  images: DiskImages;
}

/** Stages the incident: the same options give the same estate, events and truth, byte for byte. */
export function stageLeakedKey(options: ScenarioOptions): StagedScenario {
  const cast = createCast(options);
  const estate = stageOrganisation(cast);
  stageAwsPolicies(cast, estate);
  stageIdentities(cast, estate);
  const { compromised, imageId } = stageWorkloads(cast, estate);
  stageBuckets(cast, estate);
  stageTrails(cast, estate);
  const sharedSnapshot = stageSnapshots(cast, estate, compromised);
  const script = createScript({ cast, estate, compromised, imageId, sharedSnapshot });
  const outcome = playAttack(script);
  playNoise(script, (call) => isInGap(script, call, outcome));
  const truth = tellTruth(script, {
    minerInstanceId: outcome.minerInstanceId,
    stoppedAtMs: outcome.stoppedAtMs,
    restartedAtMs: outcome.restartedAtMs,
    vanishedUserName: VANISHED_USER,
    backdoor: { userName: BACKDOOR_USER, accessKeyId: outcome.backdoorKeyId },
    leakedKey: leakedKey(script),
    gapTrail: DATA_TRAIL,
  });
  const events = script.events
    .filter((event) => !event.isLost)
    .sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
  return { estate, events, truth, images: diskTrees(diskFacts(cast, compromised, WEB_ROLE)) };
}

function leakedKey(script: Script): Truth['leakedKey'] {
  const accountId = script.cast.accounts.production;
  const key = script.estate.accounts[accountId]!.iam.users[CI_USER]!.accessKeys[0]!;
  return { accessKeyId: key.id, userName: CI_USER, accountId };
}

/** A read of the documents bucket while its only trail was off. */
function isInGap(
  script: Script,
  call: { atMs: number; category?: string; request?: unknown },
  gap: { stoppedAtMs: number; restartedAtMs: number },
): boolean {
  if (call.category !== 'data' || call.atMs < gap.stoppedAtMs || call.atMs >= gap.restartedAtMs) return false;
  const bucketName = (call.request as { bucketName?: string } | null)?.bucketName;
  return bucketName === script.cast.buckets.documents;
}
