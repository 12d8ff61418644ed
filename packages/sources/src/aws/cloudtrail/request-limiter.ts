import { setTimeout as pause } from 'node:timers/promises';

/**
 * Spaces requests evenly. CloudTrail allows 2 LookupEvents a second per account and region and shares them with the
 * customer's own tools: taking one leaves the other to them.
 */
export class RequestLimiter {
  readonly #intervalMs: number;
  #nextMs = 0;

  constructor(perSecond: number) {
    this.#intervalMs = 1000 / perSecond;
  }

  /** Resolves when the next request may be sent; rejects when `signal` aborts. */
  async take(signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = atMs + this.#intervalMs;
    if (atMs > nowMs) await pause(atMs - nowMs, undefined, { signal });
  }
}
