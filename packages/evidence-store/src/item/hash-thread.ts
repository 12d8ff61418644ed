import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { FileHashes } from './chunk-hasher.ts';
import type { HashOrder, ThreadHashes } from './hash-thread-main.ts';
import { chunkSizeBytes } from './item-manifest.ts';

/**
 * Hash of a growing file and of each of its chunks, in order, on a thread of its own: the main thread serves the readers that
 * bring the blocks meanwhile. The thread reads through the writer's open file, whatever its folder is called by then.
 */
export class HashThread {
  readonly #fd: number;
  #worker: Worker | null = null;
  #goal = 0;
  #ended: Promise<FileHashes> | null = null;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Bytes below this are hashed, or being hashed, and must not change any more. */
  get frontier(): number {
    return this.#goal;
  }

  /** Hashes whole chunks below `offset` in the background; `written` has a bit for each chunk that is no hole. */
  advance(offset: number, written: Uint8Array): void {
    const goal = offset - (offset % chunkSizeBytes);
    if (goal <= this.#goal) return;
    this.#goal = goal;
    this.#tell({ until: goal, written, isLast: false });
  }

  finish(sizeBytes: number, written: Uint8Array): Promise<FileHashes> {
    this.#tell({ until: sizeBytes, written, isLast: true });
    return this.#ended!;
  }

  #tell(order: Pick<HashOrder, 'until' | 'written' | 'isLast'>): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage({ fd: this.#fd, chunkSizeBytes, ...order } satisfies HashOrder);
  }

  #start(): Worker {
    // Nothing a bundler would follow: the web app carries this file and never writes an image, and Turbopack fails its build
    // over a Worker whose file it cannot resolve.
    const threads = process.getBuiltinModule('node:worker_threads');
    const worker = new threads.Worker(join(import.meta.dirname, 'hash-thread-main.ts'));
    this.#ended = new Promise((resolve, reject) => {
      worker.once('message', (hashes: ThreadHashes) => resolve(hashes));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the hashing thread ended early')));
    });
    // Who stops before the end (cancelled, lease lost) never asks for the result.
    this.#ended.catch(() => undefined);
    return worker;
  }

  /** Ends the thread; the file may be closed after this. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }
}
