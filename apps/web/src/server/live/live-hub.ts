import type { LiveEvent } from '@virga/database';
import { type Database, listenLive, readLive } from '@virga/database';

const tickMs = 15_000;

export interface LiveHub {
  /**
   * Events for this user after `since`, for ever, until `signal` aborts or `isOpen` says no. Membership is read again with
   * every batch (readLive), the session at every batch and every 15 s.
   */
  follow(
    userId: string,
    since: bigint,
    isOpen: () => Promise<boolean>,
    signal?: AbortSignal,
  ): AsyncGenerator<LiveEvent>;
  close(): Promise<void>;
}

/** One LISTEN connection for the process, made when the first stream opens; it wakes every open stream. */
export function createLiveHub(db: Database): LiveHub {
  const sleepers = new Set<() => void>();
  let listener: ReturnType<typeof listenLive> | null = null;
  let news = 0;

  function wake(): void {
    news += 1;
    for (const resolve of sleepers) resolve();
  }

  function sleep(seen: number, signal?: AbortSignal): Promise<void> {
    if (seen !== news) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = () => {
        clearTimeout(timer);
        sleepers.delete(stop);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(stop, tickMs);
      sleepers.add(stop);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    async *follow(userId, since, isOpen, signal) {
      listener ??= listenLive(db, wake);
      await listener;
      for (let last = since; !signal?.aborted; ) {
        const seen = news;
        const batch = await readLive(db, userId, last);
        // After the read: what was committed after the session's end must not go out on a check made before it.
        if (!(await isOpen())) return;
        for (const event of batch) {
          last = event.seq;
          yield event;
        }
        if (batch.length === 0) await sleep(seen, signal);
      }
    },
    async close() {
      await (await listener)?.close();
      wake();
    },
  };
}
