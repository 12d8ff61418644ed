import { createAcquisition, notFound } from '@virga/database';
import { AppError } from '@virga/domain';
import { acquisitionRowOf } from '../acquisitions/acquisition-row.ts';
import { checkCaseOpen } from '../cases/check-case-open.ts';
import type { CaseCall } from '../platform/call.ts';

export interface SealRequest {
  batchId: string;
  title: string;
  files: { name: string; sizeBytes: string }[];
}

/**
 * An acquisition with source `upload`; its parameters are `batchId`, `title`, `uploadIds` (files under
 * `<home>/uploads/<caseId>/<uploadId>`) and `expected`, the analyst's own list: the ledger's independent count.
 */
export async function sealUploads(call: CaseCall, { batchId, title, files }: SealRequest) {
  const { platform, access, caller } = call;
  const row = await platform.db.prisma.$transaction(async (tx) => {
    await checkCaseOpen(tx, access.caseId);
    const uploads = await tx.upload.findMany({
      where: { caseId: access.caseId, userId: access.userId, batchId },
      orderBy: { id: 'asc' },
    });
    if (uploads.length === 0) throw notFound();
    const receiving = uploads.filter((upload) => upload.state === 'receiving').length;
    const received = uploads.filter((upload) => upload.state === 'received');
    if (receiving > 0 || received.length === 0)
      throw new AppError({
        code: 'resource.conflict',
        message: receiving > 0 ? 'Some files are still on their way.' : 'No file of this batch arrived whole.',
        facts: { receiving, received: received.length },
      });
    return createAcquisition(tx, access, {
      sourceId: 'upload',
      target: title,
      requestedById: access.userId,
      parameters: { batchId, title, uploadIds: received.map((upload) => upload.id), expected: files },
      asked: { sessionId: caller.sessionId, tokenId: caller.principal.tokenId ?? null, address: call.address },
    });
  });
  await platform.jobs.acquisition(row.id);
  return acquisitionRowOf(row, new Map([[access.userId, caller.user.name]]));
}
