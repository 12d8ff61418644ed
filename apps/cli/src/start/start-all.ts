import { join } from 'node:path';
import { buildWeb } from '@virga/house-rules';
import { checkoutFolder, freePort } from '@virga/runtime';
import { custodySettings } from './custody-settings.ts';
import { installationSecrets } from './installation-secrets.ts';
import { type KeptPart, keepPart } from './kept-part.ts';
import { keepPostgres } from './kept-postgres.ts';
import { onFreePort } from './on-free-port.ts';
import { oneShot } from './one-shot.ts';
import type { StartOptions } from './options.ts';
import type { PartPlan } from './part.ts';
import { parseReach, webWalls } from './part-rights.ts';
import { writeRunFile } from './run-file.ts';
import { say, sayPasswords } from './say.ts';

interface DatabaseUrls {
  appUrl: string;
  parseUrl: string;
  applied: number;
}

interface FirstPeople {
  people: { role: string; email: string; password: string }[];
}

interface Staged {
  caseId: string;
  title: string;
  acquisitions: number;
  created: boolean;
}

interface End {
  name: string;
  log: string;
}

export interface Running {
  /** Resolves when a part ended and could not be started again. */
  ended: Promise<End>;
  stop(): Promise<void>;
}

/** Starts database, range, workers and web in order. On a failure everything already started is stopped again. */
export async function startAll(home: string, options: StartOptions): Promise<Running> {
  const parts: KeptPart[] = [];
  const ends: Promise<End>[] = [];
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const part of parts.toReversed()) await part.stop(15_000);
    for (const end of stops.toReversed()) await end();
  };
  try {
    await startInOrder({ home, options, parts, ends, stops });
  } catch (error) {
    await stop();
    throw error;
  }
  const ended = Promise.race([...ends, ...parts.map((part) => part.gaveUp)]);
  return { ended, stop };
}

interface Starting {
  home: string;
  options: StartOptions;
  parts: KeptPart[];
  ends: Promise<End>[];
  stops: (() => Promise<void>)[];
}

async function startInOrder(starting: Starting): Promise<void> {
  const { home, options, parts } = starting;
  const root = checkoutFolder(import.meta.dirname);
  const logs = join(home, 'logs');
  const setup = join(root, 'apps/worker/src/setup/main.ts');
  const built = await buildWeb();
  if (!built.passed) throw new Error(`The web app does not build:\n${built.detail}`);
  say('web app', built.built ? built.detail : 'already built');

  const port = await freePort(options.port);
  const address = `http://127.0.0.1:${port}`;
  const note = () =>
    writeRunFile(
      home,
      address,
      parts.map((part) => ({ name: part.name, pid: part.child.pid! })),
    );
  const keep = async (plan: PartPlan): Promise<KeptPart> => {
    const part = await keepPart(plan, ({ name, child }) => {
      say(name, `ended by itself; started again as process ${child.pid}`);
      note();
    });
    parts.push(part);
    return part;
  };

  const { socketFolder, ...database } = await openServer(starting);
  const urls = await oneShot<DatabaseUrls>([setup, 'prepare'], { OWNER_DATABASE_URL: database.url, VIRGA_HOME: home });
  say(
    'database',
    `${database.where}, ${urls.applied === 0 ? 'schema up to date' : `${urls.applied} migrations applied`}`,
  );
  const secrets = installationSecrets(home);
  const store = process.env['EVIDENCE_STORE'] ?? join(home, 'evidence');
  const base = {
    VIRGA_HOME: home,
    EVIDENCE_STORE: store,
    ...(process.env['REDIS_URL'] ? { REDIS_URL: process.env['REDIS_URL'] } : {}),
  };

  let staged: Record<string, string> = {};
  if (options.range) {
    const range = await onFreePort(4500, (port) =>
      keep({
        name: 'range',
        args: [
          join(root, 'apps/range/src/main.ts'),
          ...['--port', String(port), '--data', join(home, 'range')],
          ...['--seed', String(options.seed), '--size', options.size, '--scenario', 'leaked-key'],
          ...(options.plant === null ? [] : ['--plant', options.plant]),
        ],
        env: {},
        logs,
        ready: 'json-line',
        timeoutMs: 60_000,
      }),
    );
    staged = { RANGE_FILE: join(home, 'range', 'range.json') };
    say('range', `${String(range.ready['url'])}, staged AWS estate, incident "leaked-key", seed ${options.seed}`);
  }

  const people = await oneShot<FirstPeople>([setup, 'first-people'], { ...base, DATABASE_URL: urls.appUrl, ...staged });
  if (options.range) {
    const incident = await oneShot<Staged>([setup, 'stage'], { ...base, DATABASE_URL: urls.appUrl, ...staged });
    say(
      'case',
      `"${incident.title}", ${incident.created ? `${incident.acquisitions} acquisitions begin` : 'kept from the last start'}`,
    );
  }

  for (const role of ['collect', 'parse'] as const) {
    const reach = role === 'parse' ? parseReach({ home, store, url: urls.parseUrl, socketFolder }) : null;
    const part = await keep({
      name: `worker-${role}`,
      args: [...(reach?.permissions ?? []), join(root, 'apps/worker/src/main.ts'), '--role', role],
      env: {
        ...base,
        ...(role === 'collect' ? custodySettings() : {}),
        DATABASE_URL: reach?.databaseUrl ?? urls.appUrl,
      },
      ...(reach ? { walls: reach.walls } : {}),
      logs,
      ready: 'json-line',
      timeoutMs: 60_000,
    });
    say(`worker ${role}`, `process ${part.child.pid}`);
  }

  await keep({
    name: 'web',
    args: [
      ...['--import', join(import.meta.dirname, 'follow-parent.mjs')],
      ...[join(root, 'node_modules/next/dist/bin/next'), 'start', join(root, 'apps/web')],
      ...['--port', String(port), '--hostname', '127.0.0.1'],
    ],
    env: {
      ...base,
      DATABASE_URL: urls.appUrl,
      NEXTAUTH_URL: address,
      NEXTAUTH_SECRET: secrets.sessionSecret,
      NODE_ENV: 'production',
    },
    logs,
    ready: { url: address },
    timeoutMs: 60_000,
    walls: webWalls(home, store),
  });
  note();
  say('ready', address);
  sayPasswords(people.people);
}

interface OpenServer {
  url: string;
  where: string;
  /** Of the embedded server: the way to it without network. */
  socketFolder: string | null;
}

/** The server named by DATABASE_URL, or the embedded one. */
async function openServer({ home, ends, stops }: Starting): Promise<OpenServer> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, where: 'PostgreSQL named by DATABASE_URL', socketFolder: null };
  const { server, gaveUp, stop } = await keepPostgres({ dataDir: join(home, 'postgres'), port: 5433 });
  ends.push(gaveUp);
  stops.push(stop);
  return {
    url: server.url,
    socketFolder: server.socketFolder,
    where: `PostgreSQL on 127.0.0.1:${server.port}${server.attached ? ' (was still running)' : ''}`,
  };
}
