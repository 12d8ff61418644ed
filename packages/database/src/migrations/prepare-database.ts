import { createHmac, randomBytes } from 'node:crypto';
import pg from 'pg';
import { applyMigrations, migrationsFolder } from './apply-migrations.ts';

export interface DatabaseUrls {
  /** Migrations, and nothing else. */
  ownerUrl: string;
  /** web and collect */
  appUrl: string;
  parseUrl: string;
  readUrl: string;
  /** False when the given account may not create roles: then all four URLs are the given one, and doctor says so. */
  areRolesSeparate: boolean;
}

export const databaseRoles = ['virga_owner', 'virga_app', 'virga_parse', 'virga_read'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];
/** Passwords that the one who runs the servers chose, one for each role: none tells anything about another. */
export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

export interface PrepareOptions {
  databaseName?: string;
  /** Left out: derived from the password in the URL, see `roleUrls`. */
  passwords?: RolePasswords | undefined;
  /** Name of the last migration to apply; left out: all of them. */
  upTo?: string;
}

/**
 * First thing at every start. `url`: the embedded server's superuser, or the DATABASE_URL of a server of one's own. Makes
 * the database (when `databaseName` is given), the roles and their passwords, and applies the migrations. Idempotent.
 */
export async function prepareDatabase(url: string, options: PrepareOptions = {}): Promise<DatabaseUrls> {
  const { databaseName, passwords, upTo } = options;
  const base = databaseName ? withDatabase(url, databaseName) : url;
  const canCreateRoles = await provisionRoles(url, passwords);
  if (databaseName) await createDatabase(url, databaseName, canCreateRoles);
  if (!canCreateRoles) {
    await applyMigrations(base, migrationsFolder(), upTo);
    return { ownerUrl: base, appUrl: base, parseUrl: base, readUrl: base, areRolesSeparate: false };
  }
  const urls = roleUrls(base, passwords);
  const ownerUrl = databaseName ? urls.ownerUrl : base;
  await applyMigrations(ownerUrl, migrationsFolder(), upTo);
  return { ...urls, ownerUrl };
}

/** The URLs of a database that was prepared before; changes nothing. */
export async function findDatabase(url: string, options: Omit<PrepareOptions, 'upTo'> = {}): Promise<DatabaseUrls> {
  const base = options.databaseName ? withDatabase(url, options.databaseName) : url;
  if (!(await withClient(url, mayCreateRoles)))
    return { ownerUrl: base, appUrl: base, parseUrl: base, readUrl: base, areRolesSeparate: false };
  const urls = roleUrls(base, options.passwords);
  return { ...urls, ownerUrl: options.databaseName ? urls.ownerUrl : base };
}

async function mayCreateRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.may === true;
}

/**
 * URLs of the roles on the database that `url` names. Passwords not given are derived from the password in `url` (the
 * installation's random one, which only the process that starts everything holds), so that every start arrives at the
 * same ones and none is stored a second time.
 */
export function roleUrls(url: string, passwords?: RolePasswords): DatabaseUrls {
  const as = (role: DatabaseRole) => {
    const parsed = new URL(url);
    parsed.username = role;
    parsed.password = encodeURIComponent(passwords?.[role] ?? passwordOf(role, url));
    return parsed.toString();
  };
  return {
    ownerUrl: as('virga_owner'),
    appUrl: as('virga_app'),
    parseUrl: as('virga_parse'),
    readUrl: as('virga_read'),
    areRolesSeparate: true,
  };
}

const withoutPassword = randomBytes(32).toString('hex');

function passwordOf(role: DatabaseRole, url: string): string {
  const password = new URL(url).password || withoutPassword;
  return createHmac('sha256', password).update(`virga role ${role}`).digest('base64url');
}

/** Creates or refreshes the login roles. False, changing nothing, when the account in `url` may not create roles. */
export async function provisionRoles(url: string, passwords?: RolePasswords): Promise<boolean> {
  return withClient(url, async (client) => {
    if (!(await mayCreateRoles(client))) return false;
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(72107371)');
    for (const role of databaseRoles) await provisionRole(client, role, passwords?.[role] ?? passwordOf(role, url));
    await client.query('COMMIT');
    return true;
  });
}

async function provisionRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const name = client.escapeIdentifier(role);
  if (rowCount === 0) await client.query(`CREATE ROLE ${name}`);
  // Utility statements take no bound parameters: both are escaped here.
  await client.query(
    `ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
  );
}

async function createDatabase(url: string, name: string, canCreateRoles: boolean): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    const database = client.escapeIdentifier(name);
    if (rowCount === 0)
      await client
        .query(`CREATE DATABASE ${database} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0`)
        .catch((thrown: { code?: string }) => {
          // 42P04, or 23505 in a race: another start made it meanwhile.
          if (thrown.code !== '42P04' && thrown.code !== '23505') throw thrown;
        });
    if (canCreateRoles) await client.query(`ALTER DATABASE ${database} OWNER TO virga_owner`);
  });
  if (canCreateRoles)
    await withClient(withDatabase(url, name), async (client) => {
      await client.query('ALTER SCHEMA public OWNER TO virga_owner');
    });
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${encodeURIComponent(name)}`;
  return parsed.toString();
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'virga-setup' });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
