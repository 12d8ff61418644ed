import { type Database, readSetting, type Transaction } from '@virga/database';
import { type Limits, limitsSchema } from '../../contract/settings.ts';

/** security.md, "Limits"; the workers read the same setting. */
export const limitsKey = 'limits';

export const defaultLimits: Limits = {
  archiveNesting: 4,
  archiveMembers: 1_000_000,
  recordBytes: 67_108_864,
  jsonDepth: 64,
  recordFields: 10_000,
  uploadBytes: 1_099_511_627_776,
  expansionRatio: 200,
};

export function readLimits(db: Database | Transaction): Promise<Limits> {
  return readSetting(
    db,
    limitsKey,
    (stored) => ({ ...defaultLimits, ...limitsSchema.partial().parse(stored) }),
    defaultLimits,
  );
}
