import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';

const fileOf = (home: string) => join(home, 'restore-under-way');

/** Stands from the first change of a restore until its last. */
export async function setRestoreMark(home: string): Promise<void> {
  await writeFile(fileOf(home), 'A restore began here and did not end yet.\n', { mode: 0o600 });
}

export async function clearRestoreMark(home: string): Promise<void> {
  await rm(fileOf(home), { force: true });
}

/** A half restored installation must neither start nor be restored over: its case rows may be there without their evidence. */
export function refuseHalfRestored(home: string): void {
  if (existsSync(fileOf(home)))
    throw new AppError({
      code: 'system.unavailable',
      message: `A restore into ${home} did not finish. Remove that folder (and the database, if it has a server of its own), then restore again.`,
    });
}
