import type { z } from 'zod';
import { uploadRow } from '../../contract/uploads.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { beforeId, pageOf } from '../platform/page.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

const { state } = uploadRow.shape;

/** Newest first. */
export async function listUploads(
  { platform, access }: CaseCall,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await platform.db.prisma.upload.findMany({
    where: { caseId: access.caseId, ...beforeId(cursor) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit);
  const names = await userNames(
    platform.db,
    page.items.map((row) => row.userId),
  );
  const items: z.input<typeof uploadRow>[] = page.items.map((row) => ({
    id: row.id,
    batchId: row.batchId,
    name: row.name,
    sizeBytes: row.sizeBytes.toString(),
    sha256Browser: row.sha256Browser,
    sha256Arrival: row.sha256Arrival,
    state: state.options.find((word) => word === row.state) ?? 'failed',
    evidenceId: row.evidenceId,
    errorMessage: row.errorMessage,
    by: userRefOf(names, row.userId),
    createdAt: isoOf(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
  }));
  return { items, next: page.next };
}
