import { setTimeout as pause } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@virga/runtime/postgres';

export interface KeptPostgres {
  server: EmbeddedPostgres;
  /** Resolves when it could not be brought back where the parts expect it. */
  gaveUp: Promise<{ name: string; log: string }>;
  stop(): Promise<void>;
}

const lookEveryMs = 250;

/** The embedded server; when its process dies it is started again on the same port, and recovers by itself. */
export async function keepPostgres(options: { dataDir: string; port: number }): Promise<KeptPostgres> {
  let server = await startEmbeddedPostgres(options);
  const { port } = server;
  const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<{ name: string; log: string }>();
  let isStopping = false;

  async function watch(): Promise<void> {
    for (; !isStopping; await pause(lookEveryMs)) {
      if (isAlive(server.pid) || isStopping) continue;
      const next = await startEmbeddedPostgres({ ...options, port }).catch((error: Error) => {
        process.stderr.write(`\n${error.message}\n`);
        return null;
      });
      if (next) server = next;
      // The parts know one address: a server elsewhere is of no use to them.
      if (next?.port !== port) return giveUp({ name: 'PostgreSQL', log: server.logFile });
    }
  }
  const watching = watch();
  return {
    server,
    gaveUp,
    async stop() {
      isStopping = true;
      await watching;
      await server.stop();
    },
  };
}

/** EPERM: it is there and belongs to the server's own account. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
