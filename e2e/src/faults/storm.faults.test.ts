import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditRows, timesSealed, verdictOfBag, verdictOfStore } from './custody-facts.ts';
import { findTrouble } from './find-trouble.ts';
import { type House, openHouse } from './house.ts';
import { findLeftovers } from './leftovers.ts';
import { ScheduleLog } from './schedule-log.ts';
import { SeededRandom } from './seeded-random.ts';
import { raiseStorm, type Storm } from './storm.ts';
import { replayCommand, stormOptions } from './storm-options.ts';
import { runWave, type Wave } from './wave.ts';
import { factsOfWave, type WaveFacts } from './wave-facts.ts';

const options = stormOptions();
process.stderr.write(`faults: seed ${options.seed}; the same run again: ${replayCommand(options)}\n`);

describe.each(options.queues.map((queue, index) => ({ queue, index })))('jobs on $queue', ({ queue, index }) => {
  const seed = options.seed + index;
  const share = options.queues.length;
  const kills = Math.floor(options.kills / share) + (index < options.kills % share ? 1 : 0);
  const log = new ScheduleLog(`${options.seed}-${queue}`);
  let house: House;
  let calm: Wave;
  let expected: WaveFacts;
  let before: { last: string; digest: string };
  let storm: Storm;
  let client: pg.Client;

  beforeAll(async () => {
    house = await openHouse(queue);
    log.note('product is ready', { seed, kills, home: house.home });
    await house.lead.begin(`faults ${crypto.randomUUID()}`);
    calm = await runWave(house, 'Calm', new SeededRandom(seed));
    const looking = await look(house);
    expected = await factsOfWave(house, looking, calm);
    before = await auditRows(looking);
    await looking.end();
    log.note('calm', { facts: expected });
  }, 600_000);

  afterAll(async () => {
    await client?.end();
    await house?.stop(log.path.replace('.jsonl', '-logs'));
  }, 120_000);

  test('in calm weather everything asked for is done and balanced', () => {
    expect(Object.keys(expected.acquisitions).sort()).toEqual(['disk', 'metadata', 'trail', 'upload']);
    for (const [name, { state, held, items }] of Object.entries(expected.acquisitions)) {
      expect([name, state, held]).toEqual([name, 'done', []]);
      expect(items.length).toBeGreaterThan(0);
      expect(items.filter(({ colour }) => colour === 'red')).toEqual([]);
    }
    expect(expected.events['aws/cloudtrail']!.rows).toBeGreaterThan(100);
    expect(expected.events['upload']).toMatchObject({ rows: 2000 });
  });

  test(`${kills} kills of collect, parse, web and PostgreSQL; whoever works goes on with what was asked`, async () => {
    storm = await raiseStorm(house, { seed, kills, log });
    const { counts } = storm;
    process.stderr.write(
      `faults: ${queue}: ${JSON.stringify({ counts, weather: storm.weather, waves: storm.waves.length })}\n`,
    );
    expect(counts.collect + counts.parse + counts.web + counts.postgres).toBe(kills);
    expect(storm.waves.length).toBeGreaterThan(1);
    client = await look(house);
    log.note('what did not go well', { trouble: await findTrouble(client) });
  }, 2_400_000);

  beforeEach(({ task }) => {
    // Without a storm that came to its end the rest would only fail again, in other words.
    if (!storm && !/calm|kills of/.test(task.name)) throw new Error('the storm did not come to its end');
  });

  test('no acquisition is lost and none doubled: each wave holds exactly what the calm one holds', async () => {
    for (const wave of storm.waves) {
      const facts = await factsOfWave(house, client, wave);
      expect([wave.title, facts]).toEqual([wave.title, expected]);
      const { rows } = await client.query('SELECT id FROM acquisition WHERE case_id = $1', [wave.caseId]);
      expect(rows.map(({ id }) => id).sort()).toEqual([...wave.acquisitions.values()].sort());
    }
  }, 300_000);

  test('nothing failed anywhere, the case that start opened among it', async () => {
    const { rows } = await client.query(
      "SELECT source_id, state, error_code, error_message FROM acquisition WHERE state NOT IN ('done', 'running', 'waiting', 'parsing')",
    );
    expect(rows).toEqual([]);
  });

  test('ledgers balance: what an item says it has is what the timeline holds', async () => {
    const { rows } = await client.query<{ title: string; colour: string; said: string; held: string }>(
      `SELECT item.title, item.ledger_colour AS colour, item.event_count::text AS said, count(event.id)::text AS held
       FROM evidence_item item LEFT JOIN timeline_event event ON event.case_id = item.case_id AND event.evidence_id = item.id
       GROUP BY item.case_id, item.id HAVING item.ledger_colour = 'red' OR item.event_count <> count(event.id)`,
    );
    expect(rows).toEqual([]);
  });

  test('custody is intact: every byte, the chain, its signed heads, and one sealing per item', async () => {
    for (const wave of [calm, ...storm.waves]) {
      expect([wave.title, await verdictOfStore(house, wave)]).toEqual([wave.title, 'intact']);
      const { rows } = await client.query<{ id: string }>('SELECT id FROM evidence_item WHERE case_id = $1', [
        wave.caseId,
      ]);
      const sealed = await timesSealed(client, wave.caseId);
      expect([...sealed.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
      expect([...sealed.values()].filter((times) => times !== 1)).toEqual([]);
    }
  }, 900_000);

  test('every export that arrived whole verifies', async () => {
    for (const wave of storm.waves) expect([wave.title, await verdictOfBag(wave)]).toEqual([wave.title, 'intact']);
  }, 300_000);

  test('a kill of web while files are sent: they went on from where they were', () => {
    expect(storm.waves.reduce((sum, wave) => sum + wave.uploadsResumed, 0)).toBeGreaterThan(0);
  });

  test('a full disk is said in words, and the work went on by itself when there was room again', () => {
    expect(storm.saidOnFullDisk).toMatch(/^The evidence store has no room left\./);
  });

  test('nothing is left behind: no lease, no job, no unfinished file, no helper in the cloud', async () => {
    expect(await findLeftovers(house, client)).toEqual([]);
  }, 180_000);

  test('the parts say what happened to them and do not flood the disk with it', () => {
    for (const name of ['web', 'worker-collect', 'worker-parse'])
      expect(statSync(join(house.home, 'logs', `${name}.log`)).size).toBeLessThan(8 * 1024 * 1024);
  });

  test('the audit log only grew, and names every acquisition once', async () => {
    expect(await auditRows(client, before.last)).toEqual(before);
    for (const wave of storm.waves)
      for (const [name, id] of wave.acquisitions) {
        const { rows } = await client.query(
          "SELECT action FROM audit_entry WHERE target_id = $1 AND outcome = 'allowed'",
          [id],
        );
        expect([name, rows.length]).toEqual([name, 1]);
      }
  });
});

/** A connection of the superuser, once the server is there: it may be recovering from its last kill. */
async function look(house: House): Promise<pg.Client> {
  for (const end = Date.now() + 120_000; ; await pause(500)) {
    const client = new pg.Client({ connectionString: house.databaseUrl() });
    try {
      await client.connect();
      return client;
    } catch (thrown) {
      if (Date.now() > end) throw thrown;
    }
  }
}
