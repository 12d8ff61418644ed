import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@virga/database';
import { AppError } from '@virga/domain';
import { followSigningKey } from '@virga/evidence-store';
import { openJobs } from '@virga/jobs';
import { createLogger } from '@virga/runtime';
import { openSecret, readKeyring } from '@virga/runtime/secrets';
import { postgresTimelineStore } from '@virga/timeline';
import { openAuthority } from './custody/open-authority.ts';
import type { WorkerEnvironment } from './environment.ts';
import { openStore } from './open-store.ts';
import type { CollectParts, Parts, WorkerRole } from './parts.ts';

/** What both roles have. The timeline store of a worker signs no page tokens; its key is thrown away with the process. */
export async function openParts<Role extends WorkerRole>(
  role: Role,
  environment: WorkerEnvironment,
  stopping: AbortSignal,
): Promise<Parts & { role: Role }> {
  const log = createLogger({ name: `worker:${role}` });
  const db = openDatabase(environment.DATABASE_URL, { role });
  const { REDIS_URL: redisUrl } = environment;
  const jobs = openJobs(redisUrl ? { redisUrl } : { databaseUrl: environment.DATABASE_URL }, (error) =>
    log.warn({ detail: error.message }, 'queue connection lost, reconnecting'),
  );
  return {
    role,
    db,
    jobs,
    store: await openStore(environment),
    timeline: postgresTimelineStore({ pool: db.pool, pageTokenKey: randomBytes(32) }),
    home: environment.VIRGA_HOME,
    log,
    owner: `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`,
    stopping,
  };
}

/** The collect role also holds the key that signs custody heads and the keyring that opens sealed secrets. */
export async function openCollectParts(environment: WorkerEnvironment, stopping: AbortSignal): Promise<CollectParts> {
  const parts = await openParts('collect', environment, stopping);
  const keys = join(environment.VIRGA_HOME, 'keys');
  const signingKey = await followSigningKey(join(keys, 'custody-ed25519.pem'));
  return {
    ...parts,
    authority: await openAuthority(environment, stopping),
    verification: { hour: environment.VIRGA_VERIFY_HOUR ?? 2, gibPerNight: environment.VIRGA_VERIFY_GIB ?? 512 },
    get signingKey() {
      return signingKey();
    },
    async openSecret(binding, sealed) {
      const keyring = await readKeyring(keys);
      if (!keyring)
        throw new AppError({
          code: 'system.unavailable',
          message: 'The keyring of this installation is missing: secrets cannot be opened.',
        });
      return openSecret(keyring, binding, sealed);
    },
  };
}
