import type { Database } from '@virga/database';

/**
 * Our own footprint in the accounts of a case: which request ids and which issued credentials were ours (forensics.md, 5).
 * Never decided by user agent or session name.
 */
export async function ownCalls(
  db: Database,
  caseId: string,
): Promise<(facts: { requestIds: string[]; credential: string | null }) => boolean> {
  const accounts = `SELECT cloud_account_id FROM case_account WHERE case_id = $1
    UNION SELECT account.log_archive_id FROM case_account JOIN cloud_account account ON account.id = cloud_account_id
    WHERE case_account.case_id = $1 AND account.log_archive_id IS NOT NULL`;
  const credentials = await db.pool.query<{ credential: string }>(
    `SELECT DISTINCT credential FROM own_call WHERE credential IS NOT NULL AND cloud_account_id IN (${accounts})`,
    [caseId],
  );
  const requests = await db.pool.query<{ request_id: string }>(
    `SELECT request_id FROM own_call WHERE request_id IS NOT NULL AND cloud_account_id IN (${accounts})`,
    [caseId],
  );
  const ourKeys = new Set(credentials.rows.map((row) => row.credential));
  const ourRequests = new Set(requests.rows.map((row) => row.request_id));
  return ({ requestIds, credential }) =>
    (credential !== null && ourKeys.has(credential)) || requestIds.some((id) => ourRequests.has(id));
}
