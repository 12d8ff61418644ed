import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { applyMigrations } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { columnValues, FoldIndex, parseCloudTrailObject } from '@virga/formats';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import { postgresTimelineStore, TimelineFeed, type TimelineStore } from '@virga/timeline';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { cloudTrailLines } from './cloudtrail-records.ts';
import { facts, median, type Sample, timed } from './measure.ts';

/** As the parse worker stores them. */
const batchRows = 5000;

/** gz → parse → rows committed in PostgreSQL, against gunzip and COPY of the same lines into a table without an index. */
export const bench = {
  name: 'stored',
  title: 'CloudTrail: gz to rows in PostgreSQL',
  async run(options: { records?: number; samples?: number } = {}): Promise<object> {
    const records = options.records ?? 1_000_000;
    const samples = options.samples ?? 5;
    const folder = await mkdtemp(join(tmpdir(), 'virga-bench-stored-'));
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), port: 0 });
    const pool = new pg.Pool({ connectionString: server.url, max: 4 });
    // An idle connection that the stopping server closes is no failure of the bench.
    pool.on('error', () => undefined);
    const file = join(folder, 'cloudtrail.jsonl.gz');
    try {
      await applyMigrations(server.url);
      await pool.query('CREATE TABLE bare (line text)');
      await pipeline(Readable.from(cloudTrailLines(records)), createGzip({ level: 6 }), createWriteStream(file));
      const store = postgresTimelineStore({ pool, pageTokenKey: new Uint8Array(32) });
      const ours: Sample[] = [];
      const bare: Sample[] = [];
      for (let round = 0; round < samples; round++) {
        ours.push(await timed(() => storeAll(store, file, records)));
        await pool.query('TRUNCATE timeline_event');
        bare.push(await timed(() => copyAll(pool, file)));
        await pool.query('TRUNCATE bare');
      }
      const rate = (of: Sample[]) => Math.round(records / median(of.map((sample) => sample.seconds)));
      return {
        ...facts(bench),
        records,
        stored: { value: rate(ours), unit: 'events/s, from gz to committed rows', goal: 25_000 },
        limit: {
          what: 'gunzip and COPY of the same lines into one column, no index',
          value: rate(bare),
          unit: 'lines/s',
        },
        ratio: Number((rate(ours) / rate(bare)).toFixed(3)),
        samples: { ours, bare },
      };
    } finally {
      await pool.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function storeAll(store: TimelineStore, file: string, records: number): Promise<void> {
  const item = { caseId: newId(), evidenceId: newId() };
  const feed = new TimelineFeed(store, item);
  let stored = 0;
  const send = () =>
    feed.send({
      commit: async (_transaction, { inserted }) => {
        stored += inserted;
      },
    });
  await parseCloudTrailObject({
    evidenceId: item.evidenceId,
    object: 'bench',
    path: ['bench'],
    chunks: createReadStream(file, { highWaterMark: 256 * 1024 }),
    fold: new FoldIndex(),
    async sink({ events }) {
      for (const { event, parsed } of events) feed.add({ event, rawText: columnValues(parsed, event) });
      if (feed.waiting >= batchRows) await send();
    },
  });
  await send();
  await feed.settle();
  if (stored !== records) throw new Error(`${stored} of ${records} rows stored`);
}

async function copyAll(pool: pg.Pool, file: string): Promise<void> {
  const client = await pool.connect();
  try {
    // CSV with control characters as quote and delimiter: a line is one value, whatever it holds.
    const into = client.query(copyFrom(`COPY bare FROM STDIN WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`));
    await pipeline(createReadStream(file), createGunzip(), into);
  } finally {
    client.release();
  }
}
