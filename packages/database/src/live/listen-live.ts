import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../client/open-database.ts';

export interface LiveListener {
  close(): Promise<void>;
}

/**
 * Calls `onNews` for every committed live event with its number, and once with null after each (re)connection: what came
 * meanwhile was not heard and must be read. Connects again by itself, for ever, with up to 5 s between tries. Resolves when
 * it listens for the first time.
 */
export async function listenLive(db: Database, onNews: (seq: bigint | null) => void): Promise<LiveListener> {
  const state: { client: pg.Client | null; isClosed: boolean } = { client: null, isClosed: false };

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: db.url, application_name: 'virga-live', keepAlive: true });
    client.on('notification', (message) => onNews(BigInt(message.payload ?? '0')));
    client.on('error', () => undefined);
    client.once('end', () => {
      if (state.client === client && !state.isClosed) void reconnect();
    });
    await client.connect();
    await client.query('LISTEN virga_live');
    state.client = client;
    onNews(null);
  }

  async function reconnect(): Promise<void> {
    for (let waitMs = 100; !state.isClosed; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        await connect();
        return;
      } catch {
        await sleep(waitMs);
      }
    }
  }

  await connect();
  return {
    async close() {
      state.isClosed = true;
      await state.client?.end().catch(() => undefined);
    },
  };
}
