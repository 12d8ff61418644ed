import type { EstablishedConnection, Estate } from '../estate/types.ts';

/** A connection with where it is; the answer of GET /_range/connections. */
export interface ListedConnection extends EstablishedConnection {
  accountId: string;
  region: string;
  instanceId: string;
  instanceState: string;
}

export function listConnections(estate: Estate): ListedConnection[] {
  const out: ListedConnection[] = [];
  for (const account of Object.values(estate.accounts)) {
    for (const region of Object.values(account.regions)) {
      for (const instance of Object.values(region.instances)) {
        for (const connection of instance.connections) {
          out.push({
            ...connection,
            accountId: account.id,
            region: region.name,
            instanceId: instance.id,
            instanceState: instance.state,
          });
        }
      }
    }
  }
  return out;
}
