import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import pg from 'pg';

/** Name of the secret → its text. */
export type Canaries = Record<string, string>;

/** The forms in which a secret may lie about: as it is, in base64 of either alphabet, in an address. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [...new Set([secret, base64, bytes.toString('base64url'), encodeURIComponent(secret), bytes.toString('hex')])];
}

/** `place: name` for each secret that the text holds. */
export function canariesIn(place: string, text: string, canaries: Canaries): string[] {
  return Object.entries(canaries)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => `${place}: ${name}`);
}

/** Every file below a folder; names that match `leftOut` are where the secret belongs. */
export function canariesInFiles(
  folder: string,
  canaries: Canaries,
  leftOut: RegExp,
): { files: number; found: string[] } {
  const found: string[] = [];
  let files = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || leftOut.test(path)) continue;
    files += 1;
    // Images of disks are sparse and large; their first bytes hold what a header could carry.
    const bytes = statSync(path).size > 64 * 1024 ** 2 ? Buffer.alloc(0) : readFileSync(path);
    found.push(...canariesIn(path, `${path}\n${bytes.toString('latin1')}`, canaries));
    if (/^core(\.\d+)?$/.test(entry.name)) found.push(`${path}: a core file`);
  }
  return { files, found };
}

/** All rows of all tables, queues included, as text: what a dump of the database holds. */
export async function canariesInDatabase(home: string, canaries: Canaries): Promise<{ rows: number; found: string[] }> {
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres') });
  if (!server.attached) throw new Error('the product’s database was not running');
  const url = new URL(server.url);
  url.pathname = '/virga';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  const found: string[] = [];
  let count = 0;
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t LIMIT 20000`);
      count += rows.length;
      for (const { text } of rows) found.push(...canariesIn(name, text, canaries));
    }
  } finally {
    await client.end();
  }
  return { rows: count, found: [...new Set(found)] };
}
