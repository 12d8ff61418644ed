import { runMigrations } from 'bullmq';
import pg from 'pg';
import { jobSchemas } from './define-job.ts';

const grantees = { bullmq: ['virga_app'], bullmq_parse: ['virga_app', 'virga_parse'] } as const;

/**
 * First thing at every start, as the database's owner: makes or upgrades BullMQ's schemas and grants them to the runtime
 * roles. The parse role gets its own queues only, so that a parser an attacker took over cannot queue work for those who
 * hold secrets. Idempotent. Nothing to do with Redis.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'virga-setup' });
  await client.connect();
  try {
    for (const schema of jobSchemas) {
      await runMigrations(client, schema);
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock(72107372)');
      for (const role of grantees[schema]) await grant(client, schema, role);
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}

async function grant(client: pg.Client, schema: string, role: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) return;
  const target = client.escapeIdentifier(schema);
  const grantee = client.escapeIdentifier(role);
  for (const sql of [
    `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${target} FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA ${target} TO ${grantee}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${target} TO ${grantee}`,
    `GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${target} TO ${grantee}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${target} TO ${grantee}`,
  ])
    await client.query(sql);
}
