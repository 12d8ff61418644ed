import { notFound } from '@virga/database';
import type { z } from 'zod';
import type { exportPlan } from '../../contract/exports.ts';
import type { CaseCall } from '../platform/call.ts';

interface Wanted {
  evidenceIds?: string[] | undefined;
}

/** What the bag would hold: all sealed items, or those named. A foreign id among them is unknown. */
export async function planExport(call: CaseCall, { evidenceIds }: Wanted): Promise<z.input<typeof exportPlan>> {
  const { caseId } = call.access;
  const ids = evidenceIds ? [...new Set(evidenceIds)] : null;
  const rows = await call.platform.db.prisma.evidenceItem.findMany({
    where: { caseId, ...(ids ? { id: { in: ids } } : {}) },
    orderBy: { number: 'asc' },
  });
  if (ids && rows.length !== ids.length) throw notFound();
  const sealed = rows.filter((row) => row.sealedAt);
  const query = ids ? `?evidenceIds=${sealed.map((row) => row.id).join(',')}` : '';
  return {
    items: sealed.map(({ id, number, title, sizeBytes }) => ({ id, number, title, sizeBytes: sizeBytes.toString() })),
    notSealed: rows.filter((row) => !row.sealedAt).map(({ id, number, title }) => ({ id, number, title })),
    sizeBytes: sealed.reduce((sum, row) => sum + row.sizeBytes, 0n).toString(),
    download: `/api/v1/cases/${caseId}/bag${query}`,
  };
}
