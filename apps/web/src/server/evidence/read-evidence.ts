import { listCustody, listVerifications, notFound } from '@virga/database';
import { z } from 'zod';
import { type evidenceDetail, importLedger } from '../../contract/evidence.ts';
import type { CaseCall } from '../platform/call.ts';
import { beforeId, pageOf } from '../platform/page.ts';
import { custodyRowOf } from './custody-row.ts';
import { evidenceRowOf, withNewestParse } from './evidence-row.ts';
import { verificationsOf } from './verification-row.ts';

type Detail = z.input<typeof evidenceDetail>;
const independentColumn = z.object({ by: z.string(), objects: z.number() }).nullable().catch(null);

/** Newest first. */
export async function listEvidence(
  { platform, access }: CaseCall,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await platform.db.prisma.evidenceItem.findMany({
    where: { caseId: access.caseId, ...beforeId(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: withNewestParse,
  });
  const { items, next } = pageOf(rows, limit);
  return { items: items.map(evidenceRowOf), next };
}

export async function getEvidence(
  { platform, access }: CaseCall,
  { evidenceId }: { evidenceId: string },
): Promise<Detail> {
  const row = await platform.db.prisma.evidenceItem.findUnique({
    where: { caseId_id: { caseId: access.caseId, id: evidenceId } },
    include: withNewestParse,
  });
  if (!row) throw notFound();
  const custody = await listCustody(platform.db, access, { evidenceId });
  const readings = await listVerifications(platform.db, access, { evidenceId });
  return {
    ...evidenceRowOf(row),
    origin: row.origin as Detail['origin'],
    independentCount: independentColumn.parse(row.independentCount),
    timeAssumption: row.timeAssumption,
    generation: row.generation,
    parserId: row.parserId,
    ledger: row.ledger === null ? null : importLedger.parse(row.ledger),
    custody: custody.map(custodyRowOf),
    verifications: await verificationsOf(platform.db, readings),
  };
}
