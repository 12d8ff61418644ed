import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { beat, openDatabase } from '@virga/database';
import { type EvidenceStore, openEvidenceStore } from '@virga/evidence-store';
import { createLogger } from '@virga/runtime';
import { postgresTimelineStore } from '@virga/timeline';
import type { WebEnv } from '../env.ts';
import { createLiveHub } from '../live/live-hub.ts';
import { openJobStarter } from './job-starter.ts';
import type { Platform } from './platform.ts';
import { version } from './version.ts';

const beatMs = 10_000;

/** Opens the parts; connections are made on first use, so a database that is away fails a request and not the start. */
export async function openPlatform(env: WebEnv): Promise<Platform> {
  const log = createLogger({ name: 'web', level: env.VIRGA_LOG_LEVEL });
  const db = openDatabase(env.DATABASE_URL, { role: 'web', max: 20 });
  const jobs = openJobStarter(env, log);
  const live = createLiveHub(db);
  const tell = () => beat(db, 'web', { version }).catch((thrown: unknown) => log.warn({ err: thrown }, 'no heartbeat'));
  const heart = setInterval(tell, beatMs);
  heart.unref();
  void tell();
  return {
    env,
    db,
    log,
    jobs,
    live,
    store: await openStore(env),
    timeline: postgresTimelineStore({ pool: db.pool, pageTokenKey: pageTokenKey(env) }),
    async close() {
      clearInterval(heart);
      await live.close();
      await jobs.close();
      await db.close();
    },
  };
}

/** The same for every web process of one installation, and good for nothing else. */
function pageTokenKey(env: WebEnv): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', env.NEXTAUTH_SECRET, '', 'virga timeline page token', 32));
}

function openStore(env: WebEnv): Promise<EvidenceStore> {
  const place = env.EVIDENCE_STORE ?? join(env.VIRGA_HOME, 'evidence');
  const tool = `virga ${version}`;
  if (!place.startsWith('s3://')) return openEvidenceStore(place, { tool });
  return openEvidenceStore(place, {
    tool,
    s3: {
      region: env.EVIDENCE_STORE_REGION,
      ...(env.EVIDENCE_STORE_ENDPOINT ? { endpoint: env.EVIDENCE_STORE_ENDPOINT, forcePathStyle: true } : {}),
      credentials: {
        accessKeyId: env.EVIDENCE_STORE_ACCESS_KEY ?? '',
        secretAccessKey: env.EVIDENCE_STORE_SECRET_KEY ?? '',
      },
      stagingFolder: join(env.VIRGA_HOME, 'staging-web'),
    },
  });
}
