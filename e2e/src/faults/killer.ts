import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type House, type PartName, partNames } from './house.ts';
import type { ScheduleLog } from './schedule-log.ts';
import type { SeededRandom } from './seeded-random.ts';
import { uploadsUnderWay } from './send-upload.ts';

/** collect and parse do the work, so they die most often; every four kills web, and as often PostgreSQL. */
const bag: readonly PartName[] = ['collect', 'collect', 'collect', 'parse', 'parse', 'web', 'web', 'postgres'];
const backWithinMs = 180_000;

export interface KillCounts extends Record<PartName, number> {
  connectionsCut: number;
}

/** Kills parts at random moments with SIGKILL; now and then cuts every database connection instead of waiting idly. */
export async function killParts(
  house: House,
  kills: number,
  { random, log, between }: { random: SeededRandom; log: ScheduleLog; between: (kill: number) => Promise<void> },
): Promise<KillCounts> {
  const counts: KillCounts = { collect: 0, parse: 0, web: 0, postgres: 0, connectionsCut: 0 };
  let next: PartName[] = [];
  for (let kill = 0; kill < kills; kill++) {
    await between(kill);
    await pause(random.between(400, 4500));
    if (random.next() < 0.08) {
      log.note('every connection cut', { connections: await cutConnections(house) });
      counts.connectionsCut += 1;
      await pause(random.between(400, 2500));
    }
    if (next.length === 0) next = random.shuffled(bag);
    // Files are sent for seconds only: the first kill of web is kept for one that is on its way.
    const part = uploadsUnderWay.size > 0 && counts.web === 0 ? 'web' : next.pop()!;
    const pid = await whenThere(house, part);
    process.kill(pid, 'SIGKILL');
    counts[part] += 1;
    log.note('killed', { kill: kill + 1, part, pid });
  }
  return counts;
}

/** The process of a part, waiting until start has brought it back from the kill before. */
export async function whenThere(house: House, part: PartName): Promise<number> {
  for (const end = Date.now() + backWithinMs; Date.now() < end; await pause(50)) {
    const pid = house.pidOf(part);
    if (pid !== null) return pid;
  }
  throw new Error(`${part} did not come back within ${backWithinMs / 1000} s`);
}

export async function allPartsThere(house: House): Promise<void> {
  for (const part of partNames) await whenThere(house, part);
}

async function cutConnections(house: House): Promise<number> {
  await whenThere(house, 'postgres');
  const client = new pg.Client({ connectionString: house.databaseUrl() });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'virga' AND pid <> pg_backend_pid()",
    );
    return rowCount ?? 0;
  } catch {
    // Killed or recovering at this very moment: its connections are cut by that.
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
