import { defaultLimits, type Limits, limitsSchema } from '@virga/domain';
import type { Database, Transaction } from '../client/open-database.ts';
import { readSetting } from './settings.ts';

export const limitsKey = 'limits';

/** The limits in force: what an admin set, defaults for the rest. A stored limit that is not one any more is ignored. */
export function readLimits(db: Database | Transaction): Promise<Limits> {
  return readSetting(
    db,
    limitsKey,
    (stored) => ({ ...defaultLimits, ...limitsSchema.partial().parse(stored) }),
    defaultLimits,
  );
}
