import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkoutFolder, freePort, readEnv, readServerSettings, virgaHome, writeServerSettings } from './index.ts';
import { onShutdown, shutdown } from './shutdown.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'virga-home-'));
});
afterEach(() => {
  delete process.env.VIRGA_HOME;
  rmSync(home, { recursive: true, force: true });
});

describe('readEnv', () => {
  const schema = z.object({ PORT: z.coerce.number().int(), DATABASE_URL: z.url(), LEVEL: z.string().default('info') });

  it('reads what is there; an empty variable counts as absent', () => {
    const values = { PORT: '3000', DATABASE_URL: 'postgresql://h/d', LEVEL: '' };
    expect(readEnv(schema, values)).toEqual({ PORT: 3000, DATABASE_URL: 'postgresql://h/d', LEVEL: 'info' });
  });

  it('reports all faults at once and repeats no value', () => {
    const read = () => readEnv(schema, { PORT: 'marker-port', DATABASE_URL: 'marker-secret' });
    expect(read).toThrow(AppError);
    expect(read).toThrow(/PORT: .*DATABASE_URL: /);
    expect(read).not.toThrow(/marker/);
  });
});

describe('server settings', () => {
  it('are the defaults without a file, and stand in a file for the owner alone', () => {
    expect(readServerSettings(home)).toEqual({ endpoints: {}, certificateAuthorities: [] });
    const id = newId();
    const endpoint = { url: 'http://127.0.0.1:4500', staged: true as const };
    writeServerSettings((settings) => ({ ...settings, endpoints: { ...settings.endpoints, [id]: endpoint } }), home);
    expect(readServerSettings(home).endpoints).toEqual({ [id]: endpoint });
    expect(statSync(join(home, 'server.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['{', 'broken JSON'],
    ['{"endpoints":{"x":{"url":"http://h","staged":true}}}', 'an account id that is none'],
    [`{"endpoints":{"${newId()}":{"url":"file:///etc","staged":true}}}`, 'another protocol'],
    [`{"endpoints":{"${newId()}":{"url":"http://h","staged":false}}}`, 'an endpoint for a real account'],
    ['{"endpoint":{}}', 'an unknown member'],
  ])('refuse %s (%s)', (text) => {
    writeFileSync(join(home, 'server.json'), text);
    expect(() => readServerSettings(home)).toThrow(/not a settings file/);
  });
});

describe('places and ports', () => {
  it('VIRGA_HOME says where, else .virga in the checkout, with mode 0700 [S5.umask]', () => {
    process.env.VIRGA_HOME = join(home, 'deep', 'er');
    expect(virgaHome()).toBe(join(home, 'deep', 'er'));
    expect(statSync(join(home, 'deep', 'er')).mode & 0o777).toBe(0o700);
    const checkout = checkoutFolder(import.meta.dirname);
    expect(checkout).toBe(join(import.meta.dirname, '..', '..', '..'));
    expect(readFileSync(join(checkout, '.gitignore'), 'utf8').split('\n')).toContain('.virga/');
  });

  it('freePort passes over a port that is taken', async () => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    expect(await freePort(taken)).toBeGreaterThan(taken);
    server.close();
  });
});

it('shutdown runs every step once, last first, although one fails', async () => {
  const order: string[] = [];
  onShutdown('first', () => void order.push('first'));
  onShutdown('broken', () => Promise.reject(new Error('x')));
  const takeBack = onShutdown('taken back', () => void order.push('never'));
  onShutdown('last', () => void order.push('last'));
  takeBack();
  const results = await Promise.all([shutdown(), shutdown()]);
  expect(order).toEqual(['last', 'first']);
  expect(results).toEqual([['broken'], ['broken']]);
});
