import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyPath } from '@virga/evidence-store/verify';
import type pg from 'pg';
import type { House } from './house.ts';
import type { Wave } from './wave.ts';

const run = promisify(execFile);

/** Reads every byte of a case again and its chain against its signed heads, as `virga verify` does offline. */
export async function verdictOfStore(house: House, { caseId }: Wave): Promise<string> {
  const { verdict, problems, cases } = await verifyPath(join(house.evidence, caseId));
  return verdict === 'intact' ? verdict : JSON.stringify({ verdict, problems, cases });
}

/** The bag as it was downloaded, unpacked with tar. */
export async function verdictOfBag({ bag }: Wave): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'virga-faults-bag-'));
  try {
    await writeFile(join(folder, 'bag.tar'), bag);
    await run('tar', ['xf', 'bag.tar'], { cwd: folder });
    await rm(join(folder, 'bag.tar'));
    const { stdout } = await run('find', ['.', '-name', 'bagit.txt'], { cwd: folder });
    const { verdict, problems, cases } = await verifyPath(join(folder, stdout.trim(), '..'));
    return verdict === 'intact' ? verdict : JSON.stringify({ verdict, problems, cases });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Evidence ids by how often the chain says that they were sealed, for a case. */
export async function timesSealed(client: pg.Client, caseId: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ entry: string }>('SELECT entry FROM custody_entry WHERE case_id = $1', [
    caseId,
  ]);
  const times = new Map<string, number>();
  for (const { entry } of rows) {
    const { what, evidenceId } = JSON.parse(entry) as { what: string; evidenceId: string };
    if (what === 'evidence sealed') times.set(evidenceId, (times.get(evidenceId) ?? 0) + 1);
  }
  return times;
}

/** Audit rows as they stood: each must stand there unchanged later. */
export async function auditRows(
  client: pg.Client,
  upTo: string | null = null,
): Promise<{ last: string; digest: string }> {
  const { rows } = await client.query<{ last: string; digest: string }>(
    `SELECT coalesce(max(id), 0)::text AS last, md5(coalesce(string_agg(row_text, E'\\n' ORDER BY id), '')) AS digest
     FROM (SELECT id, audit_entry::text AS row_text FROM audit_entry WHERE $1::bigint IS NULL OR id <= $1::bigint) AS audited`,
    [upTo],
  );
  return rows[0]!;
}
