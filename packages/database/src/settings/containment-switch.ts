import type { PlatformAccess } from '../access/principal.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { readSetting, writeSetting } from './settings.ts';

const key = 'containment';

/** Whether anything may be planned or applied in any account; switched off, undo stays possible. */
export interface ContainmentSwitch {
  enabled: boolean;
  /** Why it was switched, as typed. */
  reason: string;
}

export function readContainmentSwitch(db: Database | Transaction): Promise<ContainmentSwitch> {
  return readSetting(db, key, parseSwitch, { enabled: true, reason: '' });
}

/** Needs `settings:manage`; leaves an audit row with the reason. */
export function writeContainmentSwitch(
  db: Database | Transaction,
  access: PlatformAccess,
  wanted: ContainmentSwitch,
): Promise<void> {
  return writeSetting(db, access, key, wanted);
}

function parseSwitch(stored: unknown): ContainmentSwitch {
  const { enabled, reason } = stored as Partial<ContainmentSwitch>;
  if (typeof enabled !== 'boolean') throw new TypeError('the setting containment has no enabled');
  return { enabled, reason: String(reason ?? '') };
}
