import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const execute = promisify(execFile);
let folder: string;
const servers: Server[] = [];
const reached = { named: 0, other: 0, socket: 0 };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'virga-guard-'));
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(name: keyof typeof reached, at: { port: number; host: string } | { path: string }) {
  const server = createServer((socket) => {
    reached[name] += 1;
    socket.end('hello');
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(at, done));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A process of its own: the guard cannot be taken back. */
async function guarded(named: number, attempt: string): Promise<string> {
  const program = `
    import net, { connect } from 'node:net';
    import http from 'node:http';
    import { createSocket } from 'node:dgram';
    import { guardNetwork } from ${JSON.stringify(join(import.meta.dirname, 'network-guard.ts'))};
    const refused = [];
    guardNetwork(['postgresql://u:p@127.0.0.1:${named}/virga'], (place) => refused.push(place));
    const answer = await (async () => { ${attempt} })().then(String, (error) => error.code ?? error.cause?.code ?? error.name);
    process.stdout.write(JSON.stringify([answer, refused]));
    process.exit();`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', program]);
  return stdout;
}

const talk = (to: string) =>
  `return new Promise((done, fail) => { const s = connect(${to}); s.on('data', done); s.on('error', fail); });`;

test('a guarded process reaches Unix sockets and its named servers, and nothing else [S3.parse-no-network]', async () => {
  const named = await listen('named', { port: 0, host: '127.0.0.1' });
  const other = await listen('other', { port: 0, host: '127.0.0.1' });
  const path = join(folder, 's');
  await listen('socket', { path });
  expect(await guarded(named, talk(`{ host: '127.0.0.1', port: ${named} }`))).toBe('["hello",[]]');
  expect(await guarded(named, talk(JSON.stringify(path)))).toBe('["hello",[]]');
  for (const attempt of [
    talk(`{ host: '127.0.0.1', port: ${other} }`),
    talk(`${other}, '127.0.0.1'`),
    talk(`${other}`),
    `return fetch('http://127.0.0.1:${other}/')`,
    `return new Promise((done, fail) => http.get('http://127.0.0.1:${other}/', done).on('error', fail))`,
    `delete net.Socket.prototype.connect; ${talk(`{ host: '127.0.0.1', port: ${other} }`)}`,
    "return createSocket('udp4')",
  ]) {
    const [answer, refused] = JSON.parse(await guarded(named, attempt)) as [string, string[]];
    expect(['cloud.egress_refused', 'TypeError'], attempt).toContain(answer);
    if (!attempt.startsWith('delete')) expect(refused, attempt).toHaveLength(1);
  }
  expect(reached).toEqual({ named: 1, other: 0, socket: 1 });
});
