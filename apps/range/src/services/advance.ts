import type { Estate, RegionState } from '../estate/types.ts';
import type { RangeTiming } from '../wire/service.ts';
import { advanceGroups } from './autoscaling/advance-groups.ts';
import { advanceConnections } from './ec2/advance-connections.ts';
import { advanceInstances } from './ec2/advance-instances.ts';

/** Step in which time is made up: nothing in the range is due sooner after its cause than this. */
const STEP_MS = 250;
const MAX_STEPS = 2000;

function advanceRegion(region: RegionState, nowMs: number, timing: RangeTiming): void {
  advanceConnections(region, nowMs);
  advanceGroups(region, nowMs, timing);
  advanceInstances(region, nowMs);
  advanceConnections(region, nowMs);
}

/** Something has a moment at which it ends; without it time passes in one step. */
function isPending(region: RegionState): boolean {
  if (Object.values(region.instances).some((instance) => instance.transition !== undefined)) return true;
  return Object.values(region.autoScalingGroups).some((group) =>
    group.instances.some(
      (member) =>
        member.lifecycleDueAtMs !== undefined ||
        (member.unreachableSinceMs !== undefined && member.healthStatus === 'Healthy'),
    ),
  );
}

/**
 * Everything that happens by itself: state changes that end, scaling groups, connections that are cut.
 * Time is made up in steps on a fixed grid, so that the outcome does not depend on when somebody looked:
 * a replayed journal ends in the same state.
 */
export function createAdvance(estate: Estate, timing: RangeTiming): (nowMs: number, isForced: boolean) => void {
  let lastStep = Math.floor(estate.nowMs / STEP_MS);
  const regions = Object.values(estate.accounts)
    .flatMap((account) => Object.values(account.regions))
    .filter((region) => Object.keys(region.instances).length > 0);
  const everywhere = (nowMs: number): void => {
    for (const region of regions) advanceRegion(region, nowMs, timing);
  };
  return (nowMs, isForced) => {
    const step = Math.floor(nowMs / STEP_MS);
    const last = Math.min(step, lastStep + MAX_STEPS);
    for (let at = lastStep + 1; at <= last && regions.some(isPending); at++) everywhere(at * STEP_MS);
    if (step > lastStep) everywhere(step * STEP_MS);
    lastStep = Math.max(lastStep, step);
    if (isForced) everywhere(nowMs);
  };
}
