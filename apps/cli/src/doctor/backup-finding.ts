import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { visibleText } from '@virga/domain';
import { readBackupRecord } from '../local/backup-record.ts';
import type { Finding } from './findings.ts';

const dayMs = 86_400_000;
const oldAfterDays = 7;
const fix = 'virga backup --to FOLDER (on another disk), and keep a copy of the keys folder apart from it';

/** When the last backup was made and whether it is still where it was put. Null before there is anything to lose. */
export function backupFinding(home: string, nowMs: number = Date.now()): Finding | null {
  if (!existsSync(join(home, 'keys'))) return null;
  const record = readBackupRecord(home);
  if (!record) return { level: 'warning', what: 'No backup of this installation was ever made', fix };
  const days = Math.floor((nowMs - Date.parse(record.at)) / dayMs);
  const what = `Last backup ${days === 0 ? 'today' : `${days} day${days === 1 ? '' : 's'} ago`}: ${visibleText(record.place)}`;
  if (days >= oldAfterDays) return { level: 'warning', what, fix };
  // It may have been moved away on purpose: that is said, not blamed.
  return { level: 'ok', what: existsSync(record.place) ? what : `${what} (no longer there)` };
}
