import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.ts';
import type { ScheduleLog } from './schedule-log.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a cloud does on a bad day; every one of them ends by itself after so many hits. */
const kinds: ((random: SeededRandom) => Record<string, unknown>)[] = [
  (random) => ({ kind: 'throttle', service: random.pick(['ec2', 's3', 'ebs', 'sts', 'iam']), rate: 0.5, times: 25 }),
  () => ({ kind: 'throttle', service: 'ebs', operation: 'GetSnapshotBlock', rate: 0.4, times: 40 }),
  () => ({ kind: 'cut', service: 'ebs', operation: 'GetSnapshotBlock', afterBytes: 1000, rate: 0.2, times: 6 }),
  () => ({ kind: 'cut', service: 's3', operation: 'GetObject', afterBytes: 300, rate: 0.05, times: 6 }),
  () => ({ kind: 'delay', service: 'ebs', operation: 'GetSnapshotBlock', rate: 0.3, delayMs: 700, times: 200 }),
  () => ({ kind: 'delay', service: 's3', rate: 0.1, delayMs: 400, times: 200 }),
  () => ({ kind: 'expire-tokens', times: 30 }),
  () => ({ kind: 'error', service: 'ec2', code: 'RequestExpired', httpStatus: 400, times: 2 }),
  () => ({ kind: 'error', service: 'ebs', code: 'InternalServerException', httpStatus: 500, rate: 0.3, times: 10 }),
  () => ({ kind: 'corrupt-block', service: 'ebs', operation: 'GetSnapshotBlock', times: 1 }),
];

export interface Weather {
  /** Clears the sky; tells how often which fault struck. */
  end(): Promise<Record<string, number>>;
}

/** New faults of the range every few seconds until it is ended. */
export function startWeather(house: House, random: SeededRandom, log: ScheduleLog): Weather {
  let isOver = false;
  const hits: Record<string, number> = {};
  const clear = async () => {
    const { faults } = (await house.range('GET', '/faults')) as { faults: { kind: string; hits: number }[] };
    for (const fault of faults) hits[fault.kind] = (hits[fault.kind] ?? 0) + fault.hits;
    await house.range('DELETE', '/faults');
  };
  const blowing = (async () => {
    for (let round = 0; !isOver; round++) {
      // Old ones go now and then: what has not struck yet may be for calls that nobody makes.
      if (round % 8 === 7) await clear();
      const fault = random.pick(kinds)(random);
      await house.range('POST', '/faults', fault);
      log.note('weather', fault);
      await pause(random.between(1500, 4000));
    }
  })();
  return {
    async end() {
      isOver = true;
      await blowing;
      await clear();
      return hits;
    },
  };
}
