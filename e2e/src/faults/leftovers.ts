import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { House } from './house.ts';
import { jobsInRedis } from './redis-leftovers.ts';

/** Everything that must be gone when all work is over; each entry says what was found. Empty is what a run has to leave. */
export async function findLeftovers(house: House, client: pg.Client): Promise<string[]> {
  let found: string[] = [];
  // A job that found its row finished is taken from the queue at the next look of a worker.
  for (const end = Date.now() + 90_000; Date.now() < end; await pause(2000)) {
    found = [
      ...(await openRows(client)),
      ...(house.redisUrl ? jobsInRedis(house.redisUrl) : await jobsInPostgres(client)),
      ...(await helpersInTheCloud(house)),
      ...workFolders(house),
    ];
    if (found.length === 0) return [];
  }
  return found;
}

async function openRows(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ found: string }>(
    `SELECT 'acquisition ' || id || ' is ' || state || ', lease of ' || coalesce(lease_owner, 'nobody') AS found
       FROM acquisition WHERE lease_owner IS NOT NULL OR state NOT IN ('done', 'failed', 'cancelled')
     UNION ALL SELECT 'parse run ' || id || ' is ' || state || ', lease of ' || coalesce(lease_owner, 'nobody')
       FROM parse_run WHERE lease_owner IS NOT NULL OR state NOT IN ('done', 'failed')
     UNION ALL SELECT 'inventory run ' || id || ' is ' || state FROM inventory_run WHERE state NOT IN ('done', 'failed')
     UNION ALL SELECT 'evidence item ' || id || ' is ' || state FROM evidence_item WHERE state NOT IN ('done', 'failed')
     UNION ALL SELECT 'upload ' || id || ' is ' || state FROM upload WHERE state NOT IN ('sealed', 'failed')`,
  );
  return rows.map((row) => row.found);
}

async function jobsInPostgres(client: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const schema of ['bullmq', 'bullmq_parse']) {
    const { rows } = await client.query<{ found: string }>(
      `SELECT '${schema} job ' || id || ' of ' || queue || ' is ' || state AS found FROM ${schema}.job`,
    );
    found.push(...rows.map((row) => row.found));
  }
  return found;
}

interface Tagged {
  id: string;
  tags?: unknown;
}

/** Snapshots and volumes that carry a tag of ours and that no row names as held. */
async function helpersInTheCloud(house: House): Promise<string[]> {
  const { accounts } = (await house.range('GET', '/estate')) as {
    accounts: Record<string, { regions: Record<string, Record<string, Record<string, Tagged> | undefined>> }>;
  };
  return Object.values(accounts)
    .flatMap((account) => Object.values(account.regions))
    .flatMap((region) => [...Object.values(region['snapshots'] ?? {}), ...Object.values(region['volumes'] ?? {})])
    .filter((helper) => JSON.stringify(helper.tags ?? '').includes('v-job'))
    .map((helper) => `${helper.id} is left in the cloud`);
}

/** Below a case's folder there are sealed items and the chain; a name that is neither is an unfinished one. */
function workFolders(house: House): string[] {
  return readdirSync(house.evidence, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((caseFolder) =>
      readdirSync(join(house.evidence, caseFolder.name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/^[0-9a-f-]{36}$/.test(entry.name))
        .map((entry) => `unfinished work in the store: ${caseFolder.name}/${entry.name}`),
    );
}
