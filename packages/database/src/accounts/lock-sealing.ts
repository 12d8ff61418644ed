import type { Transaction } from '../client/open-database.ts';

/** Any fixed number; see `lockSealing`. */
const sealingLock = 72_107_372;

/**
 * Held until the transaction ends. Who seals a secret takes `shared` before it reads the sealing key; a rotation takes
 * `exclusive` before it seals everything again: so no secret is ever stored under a key that is about to be destroyed.
 */
export async function lockSealing(tx: Transaction, mode: 'shared' | 'exclusive'): Promise<void> {
  if (mode === 'shared') await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${sealingLock}::bigint)`;
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(${sealingLock}::bigint)`;
}
