/** All chains of an estate, and the buckets that they deliver to. */
import type { Estate } from '../../../estate/types.ts';
import { accountsOf, regionsOf } from '../selectors.ts';
import { trailLogOf } from '../trail-log.ts';
import type { ArchiveObject } from './archive-object.ts';
import { type ArchiveSegment, createTrailChain, type TrailChain } from './trail-chain.ts';

export interface TrailArchive {
  chains: readonly TrailChain[];
  /** Segments of a bucket, ordered by prefix. */
  segmentsOf(bucket: string): readonly ArchiveSegment[];
  /** One delivered object, or undefined. */
  find(bucket: string, key: string): ArchiveObject | undefined;
  /** Everything that happened before `nowMs` counts as delivered from now on (staged: what happened before the estate's now). */
  deliver(nowMs: number): void;
  deliveredUntilMs(): number;
}

const archives = new WeakMap<Estate, TrailArchive>();

/** The archive of an estate. Its chains are those of the trails at the first call. */
export function trailArchiveOf(estate: Estate): TrailArchive {
  const known = archives.get(estate);
  if (known) return known;
  const made = createArchive(estate);
  archives.set(estate, made);
  return made;
}

function createArchive(estate: Estate): TrailArchive {
  const log = trailLogOf(estate);
  const firstMs = firstHour(estate);
  let untilMs = estate.nowMs;
  const trails = Object.values(estate.accounts).flatMap((account) => Object.values(account.trails));
  const chains = trails.flatMap((trail) =>
    accountsOf(estate, trail).flatMap((accountId) =>
      regionsOf(estate, trail, accountId).map((region) => {
        const organisationId = trail.isOrganization ? estate.organisation.id : undefined;
        const place = { trail, accountId, region, organisationId, seed: estate.seed, firstMs };
        return createTrailChain(place, () => log.eventsOf(accountId, region));
      }),
    ),
  );
  const segmentsOf = (bucket: string): ArchiveSegment[] =>
    chains
      .filter((chain) => chain.place.trail.s3BucketName === bucket)
      .flatMap((chain) => chain.segments)
      .sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  return {
    chains,
    segmentsOf,
    find: (bucket, key) => {
      const segment = segmentsOf(bucket).find((candidate) => key.startsWith(candidate.prefix));
      return segment?.objects(untilMs).find((object) => object.key === key);
    },
    deliver: (nowMs) => {
      untilMs = Math.max(untilMs, nowMs);
    },
    deliveredUntilMs: () => untilMs,
  };
}

/** The hour of the oldest event. */
function firstHour(estate: Estate): number {
  const log = trailLogOf(estate);
  let firstMs = estate.nowMs;
  for (const account of Object.values(estate.accounts)) {
    for (const region of Object.keys(account.regions))
      firstMs = Math.min(firstMs, log.eventsOf(account.id, region)[0]?.timeMs ?? firstMs);
  }
  return firstMs;
}
