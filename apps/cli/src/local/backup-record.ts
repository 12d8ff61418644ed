import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({ at: z.iso.datetime(), place: z.string(), manifestSha256: z.string() });
export type BackupRecord = z.output<typeof recordSchema>;

const fileOf = (home: string) => join(home, 'last-backup.json');

/** When the last backup was made and where it went: what `virga doctor` reads. */
export function writeBackupRecord(home: string, record: BackupRecord): void {
  writeFileSync(`${fileOf(home)}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(`${fileOf(home)}.new`, fileOf(home));
}

/** Null when none was ever made here, or the record cannot be read. */
export function readBackupRecord(home: string): BackupRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return null;
  }
}
