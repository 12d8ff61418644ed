import type { ClientBase } from 'pg';

export interface TableShape {
  name: string;
  columns: string[];
}

/** Rows that mean nothing in another place or at another time: who is signed in, who lives, what browsers were told. */
export const transientTables: readonly string[] = ['live_event', 'process_heartbeat', 'session', 'sign_in_failure'];

/** Our tables with their columns, each after those that its foreign keys name: the order in which they can be filled. */
export async function listTables(client: ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT class.relname AS name, array_agg(attribute.attname::text ORDER BY attribute.attnum) AS columns
     FROM pg_class class JOIN pg_attribute attribute ON attribute.attrelid = class.oid
     WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r' AND attribute.attnum > 0
       AND NOT attribute.attisdropped AND attribute.attgenerated = '' AND class.relname <> '_prisma_migrations'
     GROUP BY class.relname ORDER BY class.relname`,
  );
  return inFillingOrder(rows, await referencesOf(client));
}

/** Table → tables that it refers to, itself left out: PostgreSQL checks those at the end of the statement. */
async function referencesOf(client: ClientBase): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ name: string; target: string }>(
    `SELECT own.relname AS name, other.relname AS target
     FROM pg_constraint JOIN pg_class own ON own.oid = conrelid JOIN pg_class other ON other.oid = confrelid
     WHERE contype = 'f' AND conrelid <> confrelid AND own.relnamespace = 'public'::regnamespace`,
  );
  const references = new Map<string, Set<string>>();
  for (const { name, target } of rows) references.set(name, (references.get(name) ?? new Set()).add(target));
  return references;
}

function inFillingOrder(tables: TableShape[], references: Map<string, Set<string>>): TableShape[] {
  const ordered: TableShape[] = [];
  const placed = new Set<string>();
  let waiting = tables;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ name }) => [...(references.get(name) ?? [])].every((target) => placed.has(target)));
    if (ready.length === 0)
      throw new Error(`tables refer to one another in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
