import type { EstablishedConnection, Instance, RegionState } from '../../estate/types.ts';
import { isPassedByAcl, judgeByGroups } from './traffic.ts';

/** Why the connection cannot live on, or undefined; keeps `isTracked` as the rules now have it. */
function endOf(region: RegionState, instance: Instance, flow: EstablishedConnection): string | undefined {
  if (instance.state === 'stopped' || instance.state === 'stopping') return 'instance stopped';
  if (instance.state === 'terminated' || instance.state === 'shutting-down') return 'instance terminated';
  const nic = region.networkInterfaces[flow.networkInterfaceId];
  if (!nic) return 'network interface gone';
  if (!isPassedByAcl(region, nic, flow)) return 'network ACL';
  const verdict = judgeByGroups(region, nic, flow);
  if (verdict.isAllowed) {
    flow.isTracked = !verdict.isUntracked;
    return undefined;
  }
  // No rule allows it any more: a tracked flow lives on until it idles out, an untracked one ends at once.
  return flow.isTracked ? undefined : 'security group';
}

function review(region: RegionState, instance: Instance, flow: EstablishedConnection, nowMs: number): void {
  const because = endOf(region, instance, flow);
  if (because !== undefined) Object.assign(flow, { state: 'cut', cutAtMs: nowMs, cutBecause: because });
}

/** Judges every live connection of a region by the rules as they stand. */
export function advanceConnections(region: RegionState, nowMs: number): void {
  for (const instance of Object.values(region.instances)) {
    for (const flow of instance.connections) if (flow.state === 'established') review(region, instance, flow, nowMs);
  }
}
