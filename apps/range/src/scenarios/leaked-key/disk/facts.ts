/** What the disks need to know of the story. All times of the intrusion are minutes after the leaked key's first use. */
import type { Cast } from '../cast.ts';
import { DAY_MS, MINUTE_MS } from '../cast.ts';

export interface DiskFacts {
  cast: Cast;
  instanceId: string;
  privateIp: string;
  roleName: string;
  /** When the image was made from which the instance runs. */
  imageMs: number;
  launchedMs: number;
  /** Minutes after the first use → epoch milliseconds. */
  at(minutes: number): number;
}

export function diskFacts(
  cast: Cast,
  instance: { id: string; privateIpAddress: string; launchedAtMs: number },
  roleName: string,
): DiskFacts {
  return {
    cast,
    instanceId: instance.id,
    privateIp: instance.privateIpAddress,
    roleName,
    imageMs: cast.nowMs - 33 * DAY_MS,
    launchedMs: instance.launchedAtMs,
    at: (minutes) => cast.attackMs + minutes * MINUTE_MS,
  };
}

/** Minutes of the intrusion on the host, in the order in which they happened. */
export const HOST_MINUTES = {
  command: 36,
  download: 36.5,
  binary: 37.25,
  cron: 38,
  metadata: 39.5,
  installerDeleted: 43,
  authorizedKeys: 48,
  sshLogin: 52,
  reverseShell: 55,
  webShell: 58,
  webShellUsed: 61,
  archive: 1700,
} as const;
