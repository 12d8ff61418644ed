import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const commands = ['timeline', 'verify', 'import', 'export', 'backup', 'restore', 'keys', 'reset-admin'];

let out: string;
let err: string;
beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

async function virga(command: string, ...args: string[]): Promise<number> {
  const { run } = (await import(join(import.meta.dirname, command, 'main.ts'))) as {
    run(args: string[]): Promise<number>;
  };
  return run(args);
}

it('--help lists every command', { timeout: 60_000 }, () => {
  const program = join(import.meta.dirname, '..', 'bin', 'virga.mjs');
  const text = execFileSync(process.execPath, [program, '--help']).toString('utf8');
  for (const command of [...commands, 'start', 'doctor']) expect(text).toContain(`\n  ${command} `);
});

it.each(commands)('virga %s --help says how it is used and ends with 0', { timeout: 60_000 }, async (command) => {
  expect(await virga(command, '--help')).toBe(0);
  expect(out).toContain(`virga ${command}`);
  expect(err).toBe('');
});

it.each([
  ['timeline'],
  ['verify'],
  ['import'],
  ['export', '--to', 'x'],
  ['backup'],
  ['backup', '--to', 'x', '--fast'],
  ['restore'],
  ['keys', 'burn'],
  ['reset-admin'],
])('virga %s %s … is wrong usage: it ends with 2, says why and shows the usage', async (command, ...args) => {
  expect(await virga(command, ...args)).toBe(2);
  expect(err).toMatch(/virga/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(out).toBe('');
});

it('a one-time password is printed on a terminal only [S1.first-password]', async () => {
  const isTerminal = process.stdout.isTTY;
  process.stdout.isTTY = false;
  expect(await virga('reset-admin', '--reason', 'test')).toBe(1);
  process.stdout.isTTY = isTerminal;
  expect(out).toBe('');
  expect(err).toContain('on a terminal only');
});
