import { setTimeout as pause } from 'node:timers/promises';
import { type Database, type Lease, releaseLease } from '@virga/database';
import { faultOf } from '../fault-of.ts';

const waitsMs = [250, 500, 1000, 2000, 4000, 8000, 16_000];

/**
 * Gives a lease back, also when the database is away for a moment: this process is alive, so nobody else would free the row
 * before the lease's minute is over. Never throws; what could not be given back runs out.
 */
export async function giveBack(db: Database, lease: Lease): Promise<void> {
  for (const waitMs of [...waitsMs, null]) {
    const fault = await releaseLease(db, lease).then(
      () => null,
      (thrown: unknown) => faultOf(thrown),
    );
    if (fault?.code !== 'system.unavailable' || waitMs === null) return;
    await pause(waitMs, undefined, { ref: false });
  }
}
