import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { House } from './house.ts';
import type { Wave } from './wave.ts';

/** What is left of a wave when all is quiet, without ids and times: the same for every wave, however often it was killed. */
export interface WaveFacts {
  acquisitions: Record<string, { state: string; errorCode: string | null; held: unknown[]; items: ItemFacts[] }>;
  /** One digest over content, action and time of every event, per format. A uid may belong to its item, and items differ. */
  events: Record<string, { rows: number; digest: string }>;
}

export interface ItemFacts {
  kind: string;
  format: string;
  state: string;
  sha256: string | null;
  objects: number | 'any';
  eventCount: string;
  colour: string | null;
  /** Of the names and hashes of everything in it. */
  contentDigest: string | null;
}

/** Formats whose bytes are the cloud's or the analyst's own: they must be the same to the last one. */
const sameBytes = ['aws/cloudtrail', 'upload'];
/** It describes what is there now, our own snapshots of the other wave among it: its number of events may differ. */
const ofTheMoment = 'aws/ec2-metadata';
/** The answers that listed the blocks; a list that had to be asked for again after an interruption is kept beside the first. */
const listings = 'aws/ebs-block-list';

export async function factsOfWave(house: House, client: pg.Client, wave: Wave): Promise<WaveFacts> {
  const acquisitions: WaveFacts['acquisitions'] = {};
  for (const [name, id] of wave.acquisitions) {
    const { rows } = await client.query<{ state: string; error_code: string | null; held: unknown[] }>(
      'SELECT state, error_code, held FROM acquisition WHERE id = $1',
      [id],
    );
    const row = rows[0];
    if (!row) throw new Error(`${wave.title}: the acquisition "${name}" (${id}) is not in the database`);
    const items = await itemsOf(house, client, wave.caseId, id);
    acquisitions[name] = { state: row.state, errorCode: row.error_code, held: row.held, items };
  }
  return { acquisitions, events: await eventsOf(client, wave.caseId) };
}

interface ItemRow {
  id: string;
  kind: string;
  format: string;
  state: string;
  sha256: string | null;
  object_count: number;
  event_count: string;
  ledger_colour: string | null;
}

async function itemsOf(house: House, client: pg.Client, caseId: string, acquisitionId: string): Promise<ItemFacts[]> {
  const { rows } = await client.query<ItemRow>(
    'SELECT id, kind, format, state, sha256, object_count, event_count::text, ledger_colour FROM evidence_item WHERE acquisition_id = $1',
    [acquisitionId],
  );
  const facts = rows.map((row) => ({
    kind: row.kind,
    format: row.format,
    state: row.state,
    // A pack's hash covers its tar headers; what is inside is compared object by object.
    sha256: row.kind === 'image' ? row.sha256 : null,
    objects: row.format === listings ? ('any' as const) : row.object_count,
    eventCount: row.format === ofTheMoment ? 'any' : row.event_count,
    colour: row.ledger_colour,
    contentDigest: sameBytes.includes(row.format) ? contentDigest(join(house.evidence, caseId, row.id)) : null,
  }));
  return facts.sort((a, b) => (`${a.kind} ${a.format}` < `${b.kind} ${b.format}` ? -1 : 1));
}

function contentDigest(folder: string): string {
  const lines = readFileSync(join(folder, 'objects.jsonl'), 'utf8').trim().split('\n');
  const objects = lines.map((line) => {
    const { name, key, sha256, length } = JSON.parse(line) as Record<string, unknown>;
    return `${String(name ?? key)} ${String(length)} ${String(sha256)}`;
  });
  return createHash('sha256').update(objects.sort().join('\n')).digest('hex');
}

/** By the format of their item: rows, and one digest over what they say and when. */
async function eventsOf(client: pg.Client, caseId: string): Promise<WaveFacts['events']> {
  const { rows } = await client.query<{ format: string; rows: string; digest: string }>(
    `SELECT item.format, count(*) AS rows,
       md5(string_agg(event.content_hash || ' ' || event.action || ' ' || event.time_micros, E'\\n'
         ORDER BY event.content_hash, event.action, event.time_micros)) AS digest
     FROM timeline_event event JOIN evidence_item item ON item.case_id = event.case_id AND item.id = event.evidence_id
     WHERE event.case_id = $1 AND item.format <> $2 GROUP BY item.format ORDER BY item.format`,
    [caseId, ofTheMoment],
  );
  return Object.fromEntries(rows.map((row) => [row.format, { rows: Number(row.rows), digest: row.digest }]));
}
