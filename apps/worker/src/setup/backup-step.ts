import { join } from 'node:path';
import { findDatabase } from '@virga/database';
import { z } from 'zod';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { openStore } from '../open-store.ts';
import { needed, rolePasswords, type SetupEnvironment, setupEnvironment } from './setup-environment.ts';

const backupOptions = z.strictObject({ to: z.string().min(1) });
const restoreOptions = z.strictObject({ from: z.string().min(1) });

/** Progress goes to standard error: standard output is the step's answer. */
const say = (line: string) => process.stderr.write(`  ${line}\n`);

const storeOf = (environment: SetupEnvironment) =>
  openStore({
    ...environment,
    EVIDENCE_STORE: environment.EVIDENCE_STORE ?? join(environment.VIRGA_HOME, 'evidence'),
  });

/** `virga backup`: consistent while everything runs. */
export async function backup(options: unknown): Promise<unknown> {
  const { to } = backupOptions.parse(options);
  const environment = setupEnvironment();
  const passwords = rolePasswords(environment);
  const url = needed(environment.OWNER_DATABASE_URL, 'OWNER_DATABASE_URL');
  const { ownerUrl } = await findDatabase(url, { databaseName: 'virga', passwords });
  return writeBackup({ ownerUrl, home: environment.VIRGA_HOME, store: await storeOf(environment), to, say });
}

/** `virga restore`: into an empty installation. */
export async function restore(options: unknown): Promise<unknown> {
  const { from } = restoreOptions.parse(options);
  const environment = setupEnvironment();
  return restoreBackup({
    from,
    home: environment.VIRGA_HOME,
    ownerUrl: needed(environment.OWNER_DATABASE_URL, 'OWNER_DATABASE_URL'),
    prepare: { databaseName: 'virga', passwords: rolePasswords(environment) },
    store: await storeOf(environment),
    say,
  });
}
