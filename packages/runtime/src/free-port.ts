import { createServer } from 'node:net';

/** `preferred` when it is free on 127.0.0.1, else the next free one above it (100 tries); 0 takes any free port. */
export async function freePort(preferred = 0): Promise<number> {
  for (let offset = 0; offset < 100; offset++) {
    const port = await tryPort(preferred === 0 ? 0 : preferred + offset);
    if (port !== null) return port;
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 99}`);
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.unref();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
