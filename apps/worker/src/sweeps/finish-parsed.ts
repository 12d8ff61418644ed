import { scopeOfRow } from '@virga/database';
import { finishAcquisitionOf } from '../parse/finish-acquisition.ts';
import type { Parts } from '../parts.ts';

/** Acquisitions whose items are all parsed and whose last parser died before it could say so. */
export async function finishParsed(parts: Parts): Promise<void> {
  const rows = await parts.db.prisma.acquisition.findMany({
    where: { state: 'parsing', evidence: { none: { parses: { some: { state: { in: ['queued', 'running'] } } } } } },
    select: { id: true, evidence: { select: { id: true }, take: 1 } },
    take: 100,
  });
  for (const { id, evidence } of rows)
    for (const item of evidence) await finishAcquisitionOf(parts, await scopeOfRow(parts.db, 'evidence', item.id), id);
}
