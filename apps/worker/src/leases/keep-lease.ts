import { type Database, type Lease, renewLease } from '@virga/database';

export interface KeptLease {
  lease: Lease;
  /** Aborts when the lease is lost, when the row asks for cancelling, or when the process stops. */
  signal: AbortSignal;
  release(): void;
}

export const leaseMs = 60_000;
const renewEveryMs = 10_000;

/**
 * Renews a lease while a step runs. `isCancelled` is asked at every renewal; its true aborts the step with that reason.
 */
export function keepLease(
  db: Database,
  lease: Lease,
  stopping: AbortSignal,
  isCancelled: () => Promise<boolean>,
): KeptLease {
  const controller = new AbortController();
  const timer = setInterval(() => {
    void (async () => {
      try {
        await renewLease(db, lease, leaseMs);
        if (await isCancelled()) controller.abort(new Cancelled());
      } catch (error) {
        // A database that is away for a moment is not a lost lease; the fence decides at the next durable step.
        if ((error as { code?: string }).code === 'lease.lost') controller.abort(error);
      }
    })();
  }, renewEveryMs);
  timer.unref();
  return {
    lease,
    signal: AbortSignal.any([controller.signal, stopping]),
    release: () => clearInterval(timer),
  };
}

/** Someone pressed Cancel. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}
