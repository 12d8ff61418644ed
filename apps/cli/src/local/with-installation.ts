import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { virgaHome } from '@virga/runtime';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import { runStep } from './run-step.ts';

/** One step of apps/worker/src/setup on this installation. */
export type Step = <Answer>(name: string, options: object) => Promise<Answer>;

/** Settings that a step may need besides the database; everything else of our environment stays here. */
const passedOn = [
  ...['OWNER_', 'APP_', 'PARSE_', 'READ_'].map((role) => `${role}DATABASE_PASSWORD`),
  ...['', '_REGION', '_ENDPOINT', '_ACCESS_KEY', '_SECRET_KEY'].map((part) => `EVIDENCE_STORE${part}`),
  'REDIS_URL',
];

/**
 * Works on the files of this machine (`VIRGA_HOME`), beside a running product or without it: the embedded database is
 * attached to when it runs, and started for the time of `use` when it does not. OWNER_DATABASE_URL or DATABASE_URL name
 * another server.
 */
export async function withInstallation<Result>(
  expected: 'present' | 'new',
  use: (step: Step, home: string) => Promise<Result>,
): Promise<Result> {
  const home = virgaHome();
  if (expected === 'present' && !existsSync(join(home, 'keys')))
    throw new AppError({
      code: 'resource.not_found',
      message: `There is no installation in ${home}. Name its folder with VIRGA_HOME, or make one with: virga start`,
    });
  const server = await openServer(home);
  try {
    const environment: Record<string, string> = { VIRGA_HOME: home, OWNER_DATABASE_URL: server.url };
    for (const name of passedOn) if (process.env[name]) environment[name] = process.env[name];
    return await use((name, options) => runStep(name, options, environment), home);
  } finally {
    await server.stop();
  }
}

async function openServer(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['OWNER_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), port: 5433 });
  // Who found it running leaves it running.
  return { url: server.url, stop: server.attached ? async () => undefined : server.stop };
}
