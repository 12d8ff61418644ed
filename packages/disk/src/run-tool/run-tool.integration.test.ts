import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTool, type ToolRun, toolText } from './run-tool.ts';
import { sandbox } from './sandbox-level.ts';

let folder: string;
let evidence: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'virga-run-tool-'));
  evidence = join(folder, "--output='$(id)'.raw");
  writeFileSync(evidence, 'sealed bytes', { mode: 0o440 });
  expect((await sandbox()).level, 'these tests need namespaces').toBe('own files, no network, limits');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line of real shell as the foreign program. */
function shell(line: string, more: Partial<ToolRun> = {}) {
  return toolText({ program: '/bin/sh', args: ['-c', line], ...more });
}

const processesNamed = (needle: string) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(needle);
      } catch {
        return false;
      }
    });

test('absolute path, arguments as they are, an empty environment, no shell [S3.run-tool]', async () => {
  const { text } = await toolText({ program: '/usr/bin/env', args: [] });
  const names = text.split('\n').map((line) => line.split('=')[0]);
  expect(names.filter((name) => name && !/^(LC_ALL|TZ|PATH|PWD|OLDPWD|SHLVL|_)$/.test(name))).toEqual([]);
  const { text: echoed } = await toolText({ program: '/bin/echo', args: ['$(id)', '`id`', '; id'] });
  expect(echoed.trim()).toBe('$(id) `id` ; id');
  await expect(runTool({ program: 'fls', args: [] }).next()).rejects.toThrow(TypeError);
  await expect(runTool({ program: '/bin/cat', args: [], files: ['x'] }).next()).rejects.toThrow(TypeError);
});

test('only the files of this item, under generated names, read-only [S3.run-tool]', async () => {
  const read = await toolText({ program: '/bin/cat', args: [{ file: 0 }], files: [evidence] });
  expect(read).toMatchObject({ text: 'sealed bytes', code: 0 });
  const { text } = await shell('ls /evidence; ls / ; pwd; echo > /evidence/0; rm -f /evidence/0; echo $?', {
    files: [evidence],
  });
  expect(text.split('\n').slice(0, 1)).toEqual(['0']);
  expect(text).not.toMatch(/^(home|root|work|var|proc|sys)$/m);
  expect(text.trim().split('\n').slice(-2)).toEqual(['/tmp', '1']);
  expect(readFileSync(evidence, 'utf8')).toBe('sealed bytes');
  const outside = await shell(`cat ${process.cwd()}/package.json /etc/passwd /proc/1/environ; echo end`);
  expect(outside.text.trim()).toBe('end');
});

test('no network: not even this machine is reached [S3.run-tool-network]', async () => {
  let connections = 0;
  const server = createServer(() => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const attempt = `exec 3<>/dev/tcp/127.0.0.1/${port} && echo reached`;
  const reached = execFileSync('/bin/bash', ['-c', attempt], { encoding: 'utf8' });
  expect(reached.trim(), 'without walls it is reached').toBe('reached');
  const { text, said } = await toolText({ program: '/bin/bash', args: ['-c', attempt] });
  server.close();
  expect(text).toBe('');
  expect(said).toMatch(/unreachable/i);
  expect(connections).toBe(1);
});

test('memory: a hog dies, the others do not [S3.run-tool-limits]', async () => {
  const hog = 'my @a; push @a, "x" x 16777216 while 1';
  const { code, said } = await toolText({
    program: '/usr/bin/perl',
    args: ['-e', hog],
    limits: { memoryBytes: 256 * 1024 ** 2 },
  });
  expect(code).not.toBe(0);
  expect(said).toMatch(/memory/i);
});

test('CPU time: an endless loop is ended by the kernel [S3.run-tool-limits]', async () => {
  const started = Date.now();
  const { code } = await shell('while :; do :; done', { limits: { cpuSeconds: 1 } });
  expect(code).not.toBe(0);
  expect(Date.now() - started).toBeLessThan(30_000);
});

test('time: a sleeper is stopped and named [S3.run-tool-limits]', async () => {
  const started = Date.now();
  await expect(shell('sleep 600', { timeoutMs: 500 })).rejects.toMatchObject({
    code: 'evidence.unreadable',
    message: expect.stringContaining('longer than 0.5 s'),
  });
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('output: one that never stops printing is stopped and named [S3.run-tool-limits]', async () => {
  const endless = toolText({ program: '/usr/bin/yes', args: [], outputBytesMax: 1_000_000 });
  await expect(endless).rejects.toMatchObject({ message: expect.stringContaining('printed more') });
});

test('file size: a tool that only reads writes nothing [S3.run-tool-limits]', async () => {
  const { said } = await shell('echo x > /tmp/file; wc -c < /tmp/file >&2');
  expect(said).toMatch(/File too large|0/);
  const { text } = await shell('head -c 5000 /dev/zero > /tmp/file; wc -c < /tmp/file', {
    limits: { fileBytes: 4096 },
  });
  expect(text.trim()).toBe('4096');
});

test('processes: a fork bomb is bounded and gone afterwards [S3.run-tool-limits]', async () => {
  const bomb = 'n=0; while [ $n -lt 400 ]; do sleep 60.75 & n=$((n+1)); echo $n; done';
  const { text, said } = await shell(bomb, { limits: { processes: 20 }, timeoutMs: 20_000 });
  const started = Number(text.trim().split('\n').at(-1));
  expect(started).toBeGreaterThan(0);
  expect(started).toBeLessThan(20);
  expect(said).toMatch(/fork/i);
  await pause(200);
  expect(processesNamed('60.75')).toEqual([]);
});

test('a child that leaves the process group and closes its output does not outlive the tool [S3.run-tool]', async () => {
  const { text } = await shell('setsid sh -c "exec >/dev/null 2>&1; sleep 123.25" & sleep 0.3; echo left');
  expect(text.trim()).toBe('left');
  await pause(300);
  expect(processesNamed('123.25')).toEqual([]);
});
