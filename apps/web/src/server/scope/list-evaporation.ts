import type { EvaporationClock, Transaction } from '@virga/database';
import type { z } from 'zod';
import { evaporationRow } from '../../contract/scope-fields.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, microsIso } from '../platform/iso-time.ts';

export async function listEvaporation({ platform, access }: CaseCall) {
  return { items: await evaporationOf(platform.db.prisma, access.caseId, 1000), next: null };
}

/** What may end any time, then soonest first (the words sort so); what has no end comes last, most volatile first. */
export async function evaporationOf(tx: Transaction, caseId: string, limit: number) {
  const rows = await tx.evaporationClock.findMany({
    where: { caseId },
    orderBy: [{ ends: 'asc' }, { goneAtMicros: { sort: 'asc', nulls: 'last' } }, { volatility: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(clockOf);
}

function clockOf(row: EvaporationClock): z.input<typeof evaporationRow> {
  return {
    id: row.id,
    accountId: row.cloudAccountId,
    sourceId: row.sourceId,
    region: row.region,
    target: row.target,
    label: row.label,
    ends: evaporationRow.shape.ends.catch('none').parse(row.ends),
    goneAt: microsIso(row.goneAtMicros),
    basis: row.basis,
    volatility: row.volatility,
    acquisitionId: row.acquisitionId,
    updatedAt: isoOf(row.updatedAt),
  };
}
