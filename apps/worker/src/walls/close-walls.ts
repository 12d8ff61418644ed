import type { Logger } from '@virga/runtime';
import { guardNetwork } from '@virga/runtime/network-guard';
import type { WorkerEnvironment } from '../environment.ts';
import { type MeasuredWalls, measureWalls } from './measure-walls.ts';

/** First thing of the parse role: measures the walls that the system gave it, then shuts its own network door as well. */
export async function closeWalls(environment: WorkerEnvironment, log: Logger): Promise<MeasuredWalls> {
  const walls = await measureWalls(environment.VIRGA_HOME, environment.EVIDENCE_STORE);
  const { DATABASE_URL, REDIS_URL, EVIDENCE_STORE, EVIDENCE_STORE_ENDPOINT } = environment;
  const servers = [DATABASE_URL, ...(REDIS_URL ? [REDIS_URL] : [])];
  const store = EVIDENCE_STORE.startsWith('s3://') && EVIDENCE_STORE_ENDPOINT ? [EVIDENCE_STORE_ENDPOINT] : [];
  const isAwsStore = EVIDENCE_STORE.startsWith('s3://') && !EVIDENCE_STORE_ENDPOINT;
  // A store at AWS itself has names and addresses that change: there the system's firewall has to hold.
  if (!isAwsStore)
    guardNetwork([...servers, ...store], (place) => log.warn({ place }, 'the parse role tried to reach the network'));
  return walls;
}
