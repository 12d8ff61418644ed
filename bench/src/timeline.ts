import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { applyMigrations } from '@virga/database';
import type { CaseAccess, JsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { parseCloudTrailObject } from '@virga/formats';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import { postgresTimelineStore, type TimelineStore, type TimelineWrite } from '@virga/timeline';
import pg from 'pg';
import { cloudTrailLines } from './cloudtrail-records.ts';
import { timelineQuestions } from './timeline-questions.ts';

const batchRows = 10_000;

/** Rows into PostgreSQL with their full text, then what the Timeline screen asks, on an embedded server with default safety. */
export const bench = {
  name: 'timeline',
  title: 'Timeline on PostgreSQL: rows stored per second, and what the screen asks',
  async run(options: { records?: number; samples?: number } = {}): Promise<object> {
    const records = options.records ?? 250_000;
    const dataDir = await mkdtemp(join(tmpdir(), 'virga-bench-timeline-'));
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'data'), port: 0 });
    const pool = new pg.Pool({ connectionString: server.url, max: 4 });
    // An idle connection that the stopping server closes is no failure of the bench.
    pool.on('error', () => undefined);
    try {
      await applyMigrations(server.url);
      const store = postgresTimelineStore({ pool, pageTokenKey: new Uint8Array(32), statementTimeoutMs: 60_000 });
      const caseId = newId();
      const evidenceId = newId();
      const stored = await appendAll(store, caseId, evidenceId, records);
      await pool.query('VACUUM (ANALYZE) timeline_event');
      const access = { caseId, userId: newId(), role: 'analyst', permission: 'timeline:read' } as CaseAccess;
      const answers = await timelineQuestions(store, access, options.samples ?? 5);
      return { ...header(records), stored, bytesPerRow: await bytesPerRow(pool, records), answersMs: answers };
    } finally {
      await pool.end();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** Batches are parsed before the clock starts: the figure is the store's own, from events in memory to rows committed. */
async function appendAll(store: TimelineStore, caseId: string, evidenceId: string, records: number) {
  let seconds = 0;
  let waiting: TimelineWrite[] = [];
  const flush = async () => {
    const rows = waiting;
    waiting = [];
    const start = performance.now();
    const { inserted } = await store.append({ caseId, evidenceId, rows });
    seconds += (performance.now() - start) / 1000;
    if (inserted !== rows.length) throw new Error(`${inserted} of ${rows.length} rows stored`);
  };
  await parseCloudTrailObject({
    evidenceId,
    object: 'bench',
    path: ['bench'],
    chunks: Readable.from(chunked(cloudTrailLines(records))),
    async sink({ events }) {
      for (const { event, parsed } of events) waiting.push({ event, rawText: valuesOf(parsed) });
      if (waiting.length >= batchRows) await flush();
    },
  });
  if (waiting.length > 0) await flush();
  return { seconds: round(seconds), rowsPerSecond: Math.round(records / seconds), goal: 25_000, batchRows };
}

function* chunked(lines: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length < 262_144) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

function valuesOf(value: JsonValue, into: string[] = []): string[] {
  if (value === null) return into;
  if (typeof value !== 'object') into.push(String(value));
  else for (const inner of Array.isArray(value) ? value : Object.values(value)) valuesOf(inner, into);
  return into;
}

async function bytesPerRow(pool: pg.Pool, records: number) {
  const sql = `SELECT pg_table_size('timeline_event') AS rows, pg_indexes_size('timeline_event') AS indexes,
    (SELECT sum(pg_column_size(search_text)) FROM timeline_event) AS text`;
  const { rows } = await pool.query<{ rows: string; indexes: string; text: string }>(sql);
  const each = (bytes: string) => Math.round(Number(bytes) / records);
  return { rows: each(rows[0]!.rows), ofThatSearchedText: each(rows[0]!.text), indexes: each(rows[0]!.indexes) };
}

function header(records: number) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  return { name: bench.name, title: bench.title, records, commit, machine };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
