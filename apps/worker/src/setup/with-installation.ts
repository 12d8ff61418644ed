import { type Database, findDatabase, openDatabase } from '@virga/database';
import { needed, rolePasswords, type SetupEnvironment } from './setup-environment.ts';

/** The database of an installation that was prepared before, as the app role; closed when `use` is done. */
export async function withInstallation<Result>(
  environment: SetupEnvironment,
  use: (db: Database) => Promise<Result>,
): Promise<Result> {
  const url = needed(environment.OWNER_DATABASE_URL, 'OWNER_DATABASE_URL');
  const passwords = rolePasswords(environment);
  const { appUrl } = await findDatabase(url, { databaseName: 'virga', passwords });
  const db = openDatabase(appUrl, { role: 'setup', max: 3 });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}
