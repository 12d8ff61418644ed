import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Database, openDatabase, prepareDatabase } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { openEvidenceStore } from '@virga/evidence-store';
import { openJobs, parseEvidenceJob, prepareJobs } from '@virga/jobs';
import { checkoutFolder } from '@virga/runtime';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import { writeLargeLog } from './large-log.ts';
import { facts, timed } from './measure.ts';

/** What a worker may hold at most, whatever the size of the disk or of the log. Stated here, held against /proc. */
const imageBoundMiB = 768;
const logBoundMiB = 1024;

/** Highest resident memory (VmHWM) of processes of their own: one seals a 16 GiB disk, the parse worker stores a 2 GB log. */
export const bench = {
  name: 'memory',
  title: 'Worker memory: 16 GiB sparse image, 2 GB log',
  async run(options: { records?: number } = {}): Promise<object> {
    const folder = await mkdtemp(join(tmpdir(), 'virga-bench-memory-'));
    try {
      const log = await storeLog(folder, options.records);
      const image = await sealImage(join(folder, 'image'));
      const worst = Math.max(image.peakMiB / imageBoundMiB, log.peakMiB / logBoundMiB);
      return {
        ...facts(bench),
        image: {
          ...image,
          bound: imageBoundMiB,
          unit: 'MiB resident at most: 16 GiB disk, 8 GiB of blocks, sealed and read back',
        },
        log: { ...log, bound: logBoundMiB, unit: 'MiB resident at most: one gz to rows, rules and seek index' },
        ratio: Number(worst.toFixed(3)),
        goal: 1,
        isBounded: worst <= 1,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** MiB of `VmHWM` (highest resident since the start) or `VmRSS` (now), from proc(5). */
function memoryOf(pid: number, line: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!found) throw new Error(`/proc/${pid}/status has no ${line}`);
  return Math.round(Number(found[1]) / 1024);
}

async function sealImage(place: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'memory-image.ts'), '--place', place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = linesOf(child);
  await said('staged');
  const startMiB = memoryOf(child.pid!, 'VmRSS');
  const { seconds } = await timed(() => said('sealed'));
  const peakMiB = memoryOf(child.pid!, 'VmHWM');
  child.stdin!.end();
  return { startMiB, peakMiB, seconds };
}

async function storeLog(folder: string, records: number | undefined) {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), port: 0 });
  try {
    const urls = await prepareDatabase(server.url, { databaseName: 'virga' });
    await prepareJobs(urls.ownerUrl);
    const log = await writeLargeLog(join(folder, 'log.gz'), records);
    const db = openDatabase(urls.appUrl, { role: 'test' });
    const jobs = openJobs({ databaseUrl: urls.appUrl });
    const store = join(folder, 'evidence');
    await mkdir(join(folder, 'home'));
    const parseRunId = await seal(db, store, log.path);
    const child = spawn(process.execPath, [join(checkoutFolder(), 'apps/worker/src/main.ts'), '--role', 'parse'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH,
        VIRGA_HOME: join(folder, 'home'),
        EVIDENCE_STORE: store,
        DATABASE_URL: urls.parseUrl,
      },
    });
    const ready = JSON.parse(await linesOf(child)('"ready"')) as { pid: number };
    const startMiB = memoryOf(ready.pid, 'VmRSS');
    const { seconds } = await timed(async () => {
      await jobs.enqueue(parseEvidenceJob, { parseRunId });
      await untilParsed(db, parseRunId, child);
    });
    const peakMiB = memoryOf(ready.pid, 'VmHWM');
    const rows = await db.prisma.timelineRow.count();
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    await jobs.close();
    await db.close();
    if (rows !== log.records) throw new Error(`${rows} of ${log.records} rows stored`);
    return { startMiB, peakMiB, seconds, decodedBytes: log.decodedBytes, rows };
  } finally {
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
  }
}

/** A sealed item of one gz and a queued run over it. */
async function seal(db: Database, place: string, path: string): Promise<string> {
  const [caseId, evidenceId, parseRunId] = [newId(), newId(), newId()];
  const writer = await (await openEvidenceStore(place)).createItem({ caseId, evidenceId, mode: 'pack' });
  await writer.addObject({ key: 'log.gz' }, createReadStream(path));
  await writer.seal({});
  await db.prisma.case.create({ data: { id: caseId, number: 1, title: 'Bench', createdById: newId() } });
  const item = { number: 1, title: 'log', sourceId: 'upload', kind: 'pack', format: 'upload', state: 'sealed' };
  await db.prisma.evidenceItem.create({ data: { ...item, id: evidenceId, caseId } });
  await db.prisma.parseRun.create({ data: { id: parseRunId, caseId, evidenceId, parserId: 'upload', generation: 1 } });
  return parseRunId;
}

async function untilParsed(db: Database, id: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const { state, errorMessage } = await db.prisma.parseRun.findUniqueOrThrow({ where: { id } });
    if (state === 'done') return;
    if (state === 'failed' || child.exitCode !== null) throw new Error(`the parse ended: ${errorMessage ?? state}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Waits for a line of the child's output that holds a text. */
function linesOf(child: ChildProcess): (text: string) => Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  return (text) =>
    new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        if (line.includes(text)) resolve(line);
      });
      child.once('exit', (code) => reject(new Error(`the child ended with ${code} before it said ${text}`)));
    });
}
