import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listTables, type TableShape, transientTables } from './list-tables.ts';

export interface SequenceState {
  name: string;
  /** Decimal text: it is a 64-bit number. Null when nothing was drawn from it. */
  last: string | null;
}

export interface DatabaseSnapshot {
  /** Migrations that the database has, oldest first. */
  migrations: { name: string; checksum: string }[];
  /** In the order in which they can be filled. */
  tables: TableShape[];
  sequences: SequenceState[];
  /** Writes one table in COPY's text form; answers with its rows. */
  copyOut(table: TableShape, sink: Writable): Promise<number>;
  /** A read in the same snapshot. */
  read<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

/** Chains whose rows must arrive in their order: the database refuses a gap. */
const orders: Readonly<Record<string, string>> = {
  custody_entry: 'case_id, number',
  custody_head: 'case_id, number',
  audit_entry: 'id',
  audit_seal: 'number',
};

/**
 * Everything that `use` reads is one moment of the database (REPEATABLE READ, read only), while the product goes on. Needs
 * a role that may read every table: the owner.
 */
export async function readSnapshot<Result>(
  ownerUrl: string,
  use: (snapshot: DatabaseSnapshot) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'virga-backup' });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await use(await openSnapshot(client));
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}

async function openSnapshot(client: pg.Client): Promise<DatabaseSnapshot> {
  const read = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
  return {
    read,
    migrations: await read(
      `SELECT migration_name AS name, checksum FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    ),
    tables: (await listTables(client)).filter(({ name }) => !transientTables.includes(name)),
    sequences: await read(
      `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
       WHERE schemaname = 'public' ORDER BY sequencename`,
    ),
    async copyOut(table, sink) {
      const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ');
      const order = orders[table.name] ? ` ORDER BY ${orders[table.name]}` : '';
      const query = `SELECT ${columns} FROM ${client.escapeIdentifier(table.name)}${order}`;
      const source = client.query(copyTo(`COPY (${query}) TO STDOUT`));
      await pipeline(source, sink);
      return source.rowCount;
    },
  };
}
