import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSeekPoints, applyMigrations, findSeekPoint, openDatabase } from '@virga/database';
import type { SeekPoint } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { openEvidenceStore } from '@virga/evidence-store';
import { seekPoints } from '@virga/formats';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import { type LargeLog, writeLargeLog } from './large-log.ts';
import { facts, median, timed } from './measure.ts';

const goalMs = 300;
const rows = 200;

/** Rows of one large gz opened at random: seek index in PostgreSQL, chunk hashes checked, nothing cached between two rows. */
export const bench = {
  name: 'seek',
  title: 'Opening a row of a 2 GB gz',
  async run(options: { records?: number; samples?: number } = {}): Promise<object> {
    const folder = await mkdtemp(join(tmpdir(), 'virga-bench-seek-'));
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), port: 0 });
    try {
      await applyMigrations(server.url);
      const log = await writeLargeLog(join(folder, 'log.gz'), options.records);
      return await measure(folder, server.url, log, options.samples ?? rows);
    } finally {
      await server.stop();
      await rm(server.dataDir, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, url: string, log: LargeLog, count: number): Promise<object> {
  const db = openDatabase(url, { role: 'test' });
  const place = join(folder, 'store');
  const ref = { caseId: newId(), evidenceId: newId() };
  const scope = ref as never;
  const writer = await (await openEvidenceStore(place)).createItem({ ...ref, mode: 'pack' });
  const { sha256 } = await writer.addObject({ key: 'log.gz' }, createReadStream(log.path));
  await writer.seal({});
  await seedRows(db, ref);
  const of = { evidenceId: ref.evidenceId, object: 'log.gz', sha256 };
  const points: SeekPoint[] = [];
  const indexed = await timed(async () => {
    const store = await openEvidenceStore(place);
    for await (const point of seekPoints(store.openObject(ref, of.object))) points.push(point);
    await db.prisma.$transaction((tx) => addSeekPoints(tx, scope, of, points));
  });
  const opened: number[] = [];
  const fromStart: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    // Spread over the whole log by the golden ratio: the same rows in every run, none near the one before.
    const row = log.places[Math.floor(((sample * 0.618_033_988_75) % 1) * log.places.length)]!;
    const location = { evidenceId: ref.evidenceId, object: of.object, ...row };
    const began = performance.now();
    const store = await openEvidenceStore(place);
    const point = await findSeekPoint(db, scope, of, row.offset);
    const { bytes } = await store.readRecord(ref.caseId, location, point ?? undefined);
    opened.push(performance.now() - began);
    JSON.parse(Buffer.from(bytes).toString());
    if (sample >= 3) continue;
    const { seconds } = await timed(async () => (await openEvidenceStore(place)).readRecord(ref.caseId, location));
    fromStart.push(seconds * 1000);
  }
  await db.close();
  opened.sort((a, b) => a - b);
  const at = (share: number) => Math.round(opened[Math.min(opened.length - 1, Math.floor(share * opened.length))]!);
  return {
    ...facts(bench),
    decodedBytes: log.decodedBytes,
    storedBytes: (await stat(log.path)).size,
    index: { points: points.length, seconds: indexed.seconds, unit: 's to follow all blocks and store the points' },
    openRow: { median: at(0.5), p95: at(0.95), worst: at(1), unit: 'ms', rows: count },
    limit: { what: 'goal of forensics 7', value: goalMs, unit: 'ms at p95' },
    ratio: Number((at(0.95) / goalMs).toFixed(3)),
    peer: { what: 'the same rows decoded from the start', median: Math.round(median(fromStart)), unit: 'ms' },
  };
}

/** What the points' foreign keys want to see. */
async function seedRows(db: ReturnType<typeof openDatabase>, ref: { caseId: string; evidenceId: string }) {
  await db.prisma.case.create({ data: { id: ref.caseId, number: 1, title: 'Bench', createdById: newId() } });
  const item = { number: 1, title: 'log', sourceId: 'upload', kind: 'pack', format: 'upload' };
  await db.prisma.evidenceItem.create({ data: { ...item, id: ref.evidenceId, caseId: ref.caseId } });
}
