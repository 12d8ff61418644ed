import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export interface Sample {
  seconds: number;
  cpuSeconds: number;
}

export async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const used = process.cpuUsage(cpu);
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return { seconds: round((performance.now() - start) / 1000), cpuSeconds: round((used.user + used.system) / 1e6) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What every result carries: name, commit and machine. */
export function facts({ name, title }: { name: string; title: string }) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  return { name, title, commit, machine };
}
