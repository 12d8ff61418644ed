import type { Grant } from '@virga/domain';

/** What each of the four grants is for; one that is missing disables its buttons with this reason. */
export const grantMeanings: Record<Grant, string> = {
  'collect-read': 'Reads inventory, logs and configuration. Needed for everything.',
  'collect-write': 'Makes snapshots and removes them; writes nothing else.',
  'collect-live': 'Runs our fixed commands on instances and containers.',
  contain: 'Isolates and denies; taken only with an approval.',
};
