import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { EgressHandler, type EgressLimits } from './egress-handler.ts';

const limits: EgressLimits = { maxSockets: 1, maxAnswerBytes: 1000, connectTimeoutMs: 1000, idleTimeoutMs: 200 };
let server: Server | undefined;
let handler: EgressHandler | undefined;
afterEach(() => {
  handler?.destroy();
  server?.closeAllConnections();
  server?.close();
});

/** Body of what the cloud answers, as the SDK would read it. */
async function ask(answer: RequestListener): Promise<Buffer> {
  server = createServer(answer);
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  handler = new EgressHandler({ provider: 'aws', endpoint: { url: `http://127.0.0.1:${port}` } }, limits, null);
  const request = { protocol: 'http:', hostname: '127.0.0.1', port, method: 'GET', path: '/', query: {}, headers: {} };
  const { response } = await handler.handle(request as Parameters<EgressHandler['handle']>[0]);
  return buffer(response.body);
}

test('an answer is read up to its limit and no further, whether its length is said or not [S4.egress-redirects]', async () => {
  expect(await ask((_request, response) => response.end(Buffer.alloc(1000)))).toHaveLength(1000);
  const tooLarge = { code: 'cloud.unexpected', message: expect.stringContaining('larger than 1000 bytes') };
  const said: RequestListener = (_request, response) => response.end(Buffer.alloc(1001));
  await expect(ask(said)).rejects.toMatchObject(tooLarge);
  const endless: RequestListener = (_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(300)), 5);
    response.on('close', () => clearInterval(timer));
  };
  await expect(ask(endless)).rejects.toMatchObject(tooLarge);
});

test('a cloud that says nothing is given up in time, before its answer and within it [S4.egress-redirects]', async () => {
  const timedOut = { name: 'TimeoutError' };
  await expect(ask(() => undefined)).rejects.toMatchObject(timedOut);
  const stalled: RequestListener = (_request, response) => {
    response.writeHead(200);
    response.write('half');
  };
  await expect(ask(stalled)).rejects.toThrow();
});
