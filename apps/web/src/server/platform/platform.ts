import type { Database } from '@virga/database';
import type { EvidenceStore } from '@virga/evidence-store';
import type { Logger } from '@virga/runtime';
import type { TimelineStore } from '@virga/timeline';
import type { WebEnv } from '../env.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { JobStarter } from './job-starter.ts';

/** The parts that every request of this process shares. Opened once (open-platform.ts), or per test. */
export interface Platform {
  env: WebEnv;
  db: Database;
  store: EvidenceStore;
  timeline: TimelineStore;
  jobs: JobStarter;
  live: LiveHub;
  log: Logger;
  close(): Promise<void>;
}
