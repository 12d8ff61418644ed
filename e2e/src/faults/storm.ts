import { setTimeout as pause } from 'node:timers/promises';
import { fillDiskUntilSaid } from './full-disk.ts';
import type { House } from './house.ts';
import { allPartsThere, type KillCounts, killParts } from './killer.ts';
import type { ScheduleLog } from './schedule-log.ts';
import { SeededRandom } from './seeded-random.ts';
import { runWave, type Wave } from './wave.ts';
import { startWeather } from './weather.ts';

export interface Storm {
  waves: Wave[];
  counts: KillCounts;
  /** Hits of the range's faults by kind. */
  weather: Record<string, number>;
  saidOnFullDisk: string;
}

const wavesAtOnce = 2;

/** Waves of work, one after the other in two lanes, while parts are killed, the cloud is unwell and once the disk is full. */
export async function raiseStorm(
  house: House,
  options: { seed: number; kills: number; log: ScheduleLog },
): Promise<Storm> {
  const { seed, kills, log } = options;
  const weather = startWeather(house, new SeededRandom(seed + 1), log);
  const waves: Wave[] = [];
  let isKilling = true;
  let saidOnFullDisk = '';
  const lane = async (number: number) => {
    const random = new SeededRandom(seed + 10 + number);
    for (let turn = 1; isKilling; turn++) {
      const title = `Storm ${number}.${turn}`;
      log.note('wave begins', { title });
      const wave = await runWave(house, title, random);
      waves.push(wave);
      log.note('wave over', { title, uploadsResumed: wave.uploadsResumed, inventoriesAsked: wave.inventoriesAsked });
    }
  };
  const lanes = Array.from({ length: wavesAtOnce }, async (_, index) => {
    await pause(index * 3000);
    await lane(index + 1);
  });
  // A lane that fails ends the run at once: killing on would only hide the moment.
  const failed = Promise.race(lanes.map((one) => one.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  const between = async (kill: number) => {
    if (kill === Math.floor(kills / 2)) saidOnFullDisk = await fillDiskUntilSaid(house, log);
  };
  const killing = killParts(house, kills, { random: new SeededRandom(seed), log, between });
  let counts: KillCounts;
  let hits: Record<string, number>;
  try {
    counts = await Promise.race([killing, failed]);
  } finally {
    isKilling = false;
    hits = await weather.end();
    log.note('killing is over', hits);
  }
  await allPartsThere(house);
  await Promise.all(lanes);
  log.note('all waves over', { waves: waves.length });
  return { waves, counts, weather: hits, saidOnFullDisk };
}
