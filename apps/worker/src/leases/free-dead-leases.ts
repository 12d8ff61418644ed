import { hostname } from 'node:os';
import type { Parts } from '../parts.ts';

const tables = { collect: ['acquisition', 'containment_action'], parse: ['parse_run'] } as const;

/**
 * Ends leases of processes of this host that are gone, so that a restart goes on at once and not after the lease's minute.
 * The owner stays in the row: who takes it over counts an attempt. A wrong guess is harmless, the fence decides.
 */
export async function freeDeadLeases(parts: Parts): Promise<void> {
  for (const table of tables[parts.role]) {
    const { rows } = await parts.db.pool.query<{ owner: string }>(
      `SELECT DISTINCT lease_owner AS owner FROM ${table} WHERE lease_until > now() AND lease_owner IS NOT NULL`,
    );
    const dead = rows.map((row) => row.owner).filter(isDead);
    if (dead.length > 0)
      await parts.db.pool.query(`UPDATE ${table} SET lease_until = now() WHERE lease_owner = ANY ($1)`, [dead]);
  }
}

/** Owners are `host:pid:random`, see openParts. */
function isDead(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== hostname() || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
