import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = new URL('./main.ts', import.meta.url).pathname;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'virga-range-main-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the process; `signal` is sent when its first line is out. */
function run(args: string[], signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => {
    ended.stdout += part.toString();
    if (signal && ended.stdout.includes('\n')) child.kill(signal);
  });
  child.stderr.on('data', (part: Buffer) => {
    ended.stderr += part.toString();
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ ...ended, code }));
  });
}

test.each(['SIGINT', 'SIGTERM'] as const)('prints one line of JSON in time and stops cleanly on %s', async (signal) => {
  const before = performance.now();
  const { code, stdout, stderr } = await run(['--port', '0', '--data', join(folder, 'a')], signal);
  expect(performance.now() - before).toBeLessThan(6000);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const summary = JSON.parse(stdout);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(summary).toMatchObject({ ready: true, controlUrl: `${summary.url}/_range` });
  expect(summary.accounts.map((account: { role: string }) => account.role)).toEqual(
    expect.arrayContaining(['management', 'production', 'log-archive', 'responder']),
  );
  expect(JSON.parse(await readFile(join(folder, 'a', 'range.json'), 'utf8'))).toEqual(summary);
});

test.each([
  [['--port', '0'], '--data is missing'],
  [['--data', 'x', '--size', 'huge'], '--size must be small or full'],
  [['--data', 'x', '--port', 'abc'], '--port must be a whole number'],
  [['--data', 'x', '--nonsense'], 'usage:'],
])('wrong usage %j ends with 2 and says why', async (args, words) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('an unknown scenario and a folder of another seed end with 1 and one sentence', async () => {
  const unknown = await run(['--port', '0', '--data', join(folder, 'b'), '--scenario', 'none']);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no scenario none') });
  const other = await run(['--port', '0', '--data', join(folder, 'a'), '--seed', '9']);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('seed 7') });
});
