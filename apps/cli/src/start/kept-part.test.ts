import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepPart } from './kept-part.ts';
import type { Part, PartPlan } from './part.ts';

let logs: string;
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'virga-kept-part-'));
});
afterEach(() => rmSync(logs, { recursive: true, force: true }));

const plan = (script: string): PartPlan => ({
  name: 'worker',
  args: ['-e', script],
  env: {},
  logs,
  ready: 'json-line',
  timeoutMs: 20_000,
});
const runs = 'console.log(JSON.stringify({ ready: true, pid: process.pid })); setInterval(() => {}, 1000);';

test('a part that is killed comes back as another process, and stop ends the one of now', async () => {
  const again = Promise.withResolvers<Part>();
  const part = await keepPart(plan(runs), again.resolve);
  const first = part.child.pid;
  process.kill(first!, 'SIGKILL');
  const next = await again.promise;
  expect(next.child.pid).not.toBe(first);
  expect(part.ready['pid']).toBe(next.child.pid);
  await part.stop(5000);
  expect(next.child.exitCode ?? next.child.signalCode).not.toBeNull();
});

test('a part that never becomes ready fails the start; it is not tried again', async () => {
  await expect(keepPart(plan('process.exit(3)'), () => undefined)).rejects.toThrow('worker ended (3)');
});
