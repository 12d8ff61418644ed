import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { FoldIndex, parseCloudTrailObject } from '@virga/formats';
import { cloudTrailLines } from './cloudtrail-records.ts';

interface Sample {
  seconds: number;
  cpuSeconds: number;
}

/** gz → timeline events in memory, against a bare loop that gunzips the same file and JSON.parses each record, nothing else. */
export const bench = {
  name: 'cloudtrail',
  title: 'CloudTrail: gz to timeline events in memory',
  async run(options: { records?: number; samples?: number } = {}): Promise<object> {
    const records = options.records ?? 1_000_000;
    const samples = options.samples ?? 5;
    const folder = await mkdtemp(join(tmpdir(), 'virga-bench-'));
    const file = join(folder, 'cloudtrail.jsonl.gz');
    try {
      await pipeline(Readable.from(cloudTrailLines(records)), createGzip({ level: 6 }), createWriteStream(file));
      const ours: Sample[] = [];
      const bare: Sample[] = [];
      for (let round = 0; round < samples; round++) {
        bare.push(await timed(() => bareLoop(file), records));
        ours.push(await timed(() => parseOnce(file), records));
      }
      return report({ records, ours, bare, storedBytes: (await stat(file)).size });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function timed(work: () => Promise<number>, expected: number): Promise<Sample> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const count = await work();
  if (count !== expected) throw new Error(`${count} records instead of ${expected}`);
  const used = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
}

async function parseOnce(file: string): Promise<number> {
  let events = 0;
  const { ledger } = await parseCloudTrailObject({
    evidenceId: 'bench',
    object: 'bench',
    path: ['bench'],
    chunks: createReadStream(file, { highWaterMark: 256 * 1024 }),
    fold: new FoldIndex(),
    sink(batch) {
      events += batch.events.length;
    },
  });
  if (ledger.records.parsed !== events) throw new Error('the ledger counts other events than were handed over');
  return events;
}

async function bareLoop(file: string): Promise<number> {
  let records = 0;
  let rest: Buffer = Buffer.alloc(0);
  const source = createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(createGunzip({ chunkSize: 256 * 1024 }));
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const data = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
      JSON.parse(data.toString('utf8', start, end));
      records++;
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  return records;
}

function report(run: { records: number; ours: Sample[]; bare: Sample[]; storedBytes: number }): object {
  const { records, ours, bare, storedBytes } = run;
  const rate = (samples: Sample[]) => records / median(samples.map(({ seconds }) => seconds));
  const perCore = (samples: Sample[]) => records / median(samples.map(({ cpuSeconds }) => cpuSeconds));
  return {
    name: bench.name,
    title: bench.title,
    records,
    storedBytes,
    eventsPerSecond: { value: Math.round(rate(ours)), unit: 'events/s, wall clock' },
    eventsPerCpuSecond: { value: Math.round(perCore(ours)), unit: 'events per second of one core', goal: 50_000 },
    limit: {
      what: 'bare loop: gunzip and JSON.parse each record',
      recordsPerSecond: Math.round(rate(bare)),
      recordsPerCpuSecond: Math.round(perCore(bare)),
    },
    ratio: Number((rate(ours) / rate(bare)).toFixed(3)),
    samples: { ours, bare },
    maxResidentMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      node: process.version,
    },
    commit: commit(),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
