import type { CustodyEntry } from '@virga/domain';
import type { InCase } from '../access/case-scope.ts';
import { lockCase } from '../cases/lock-case.ts';
import { inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { entryOf } from './read-custody.ts';

/**
 * Appends to the chain of the case, one transaction after the other: `build` gets the newest entry, read under the lock
 * that is held until the transaction ends. The database refuses a gap, a fork and any later change.
 */
export async function appendCustody(
  db: Database | Transaction,
  scope: InCase,
  build: (previous: CustodyEntry | null) => CustodyEntry,
): Promise<CustodyEntry> {
  return inTransaction(db, async (tx) => {
    await lockCase(tx, 'custody', scope.caseId);
    const last = await tx.custodyRow.findFirst({ where: { caseId: scope.caseId }, orderBy: { number: 'desc' } });
    const entry = build(last ? entryOf(last) : null);
    if (entry.caseId !== scope.caseId) throw new TypeError('a custody entry of another case');
    const { number, entryHash, previousHash, evidenceId } = entry;
    await tx.custodyRow.createMany({
      data: [{ caseId: scope.caseId, number, entryHash, previousHash, evidenceId, entry: sortedJson(entry) }],
    });
    return entry;
  });
}

/** JSON with sorted members; entries are made of storable plain values (evidence-store builds them so). */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
