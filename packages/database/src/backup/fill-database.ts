import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@virga/domain';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { SequenceState } from './dump-database.ts';
import { listTables, type TableShape } from './list-tables.ts';

export interface DatabaseFilling {
  /** Reads one table in COPY's text form; answers with its rows. */
  copyIn(table: TableShape, source: Readable): Promise<number>;
  setSequences(sequences: readonly SequenceState[]): Promise<void>;
  run(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
}

/** Fills an empty database in one transaction: all of it, or nothing. Triggers and foreign keys stay in force. */
export async function fillDatabase<Result>(
  ownerUrl: string,
  use: (filling: DatabaseFilling) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'virga-restore' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const known = await listTables(client);
    await checkEmpty(client, known);
    const result = await use(openFilling(client, known));
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}

async function checkEmpty(client: pg.Client, tables: TableShape[]): Promise<void> {
  for (const { name } of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${client.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount !== 0)
      throw new AppError({
        code: 'resource.conflict',
        message: `The database holds data already (table ${name}). A backup is restored into an empty installation only; nothing was changed.`,
      });
  }
}

function openFilling(client: pg.Client, known: TableShape[]): DatabaseFilling {
  return {
    run: (sql, values = []) => client.query(sql, values),
    async copyIn(table, source) {
      const shape = known.find(({ name }) => name === table.name);
      const strange = table.columns.filter((column) => !shape?.columns.includes(column));
      if (!shape || strange.length > 0)
        throw new AppError({
          code: 'evidence.unreadable',
          message: `The backup has ${shape ? `columns ${strange.join(', ')} of` : ''} table ${table.name}, which this version does not know.`,
        });
      const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ');
      const sink = client.query(copyFrom(`COPY ${client.escapeIdentifier(table.name)} (${columns}) FROM STDIN`));
      await pipeline(source, sink);
      return sink.rowCount;
    },
    async setSequences(sequences) {
      for (const { name, last } of sequences)
        if (last !== null)
          await client.query(
            'SELECT setval(quote_ident(sequencename)::regclass, $2) FROM pg_sequences WHERE schemaname = $3 AND sequencename = $1',
            [name, last, 'public'],
          );
    },
  };
}
