import { join } from 'node:path';
import { audit, emitLive, notFound, type Upload as UploadRow } from '@virga/database';
import { z } from 'zod';
import { checkCaseOpen } from '../cases/check-case-open.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { hashFile } from './hash-file.ts';
import { uploadFolder } from './upload-folder.ts';

/** Upload-Metadata of a file: names are the browser's words and never become paths. */
export const uploadMetadata = z.object({
  filename: z.string().min(1).max(1024),
  batchId: z.uuid(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type UploadMetadata = z.output<typeof uploadMetadata>;

export async function beginUpload(
  call: CaseCall,
  id: string,
  sizeBytes: number,
  metadata: UploadMetadata,
): Promise<void> {
  const { caseId, userId } = call.access;
  await call.platform.db.prisma.$transaction(async (tx) => {
    await checkCaseOpen(tx, caseId);
    await tx.upload.create({
      data: {
        id,
        caseId,
        userId,
        batchId: metadata.batchId,
        name: metadata.filename,
        sizeBytes: BigInt(sizeBytes),
        sha256Browser: metadata.sha256 ?? null,
      },
    });
    const details = { name: metadata.filename, sizeBytes };
    await audit(tx, { ...auditOf(call), action: 'upload begun', targetKind: 'upload', targetId: id, details });
    await emitLive(tx, { caseId, kind: 'upload', subject: id, payload: { state: 'receiving' } });
  });
}

/** The upload, if it is this user's and still on its way. */
export async function findOwnUpload(call: CaseCall, id: string): Promise<UploadRow> {
  const { caseId, userId } = call.access;
  const row = await call.platform.db.prisma.upload.findFirst({ where: { id, caseId, userId } });
  if (!row) throw notFound();
  return row;
}

/** Hashes what lies here and compares it with what the browser said: a difference is a failed file, never a warning. */
export async function finishUpload(call: CaseCall, id: string): Promise<void> {
  const { caseId } = call.access;
  const before = await findOwnUpload(call, id);
  const sha256Arrival = await hashFile(join(await uploadFolder(call.platform.env.VIRGA_HOME, caseId), id));
  const isSame = before.sha256Browser === null || before.sha256Browser === sha256Arrival;
  const state = isSame ? 'received' : 'failed';
  await call.platform.db.prisma.$transaction(async (tx) => {
    // The last bytes and the question how far it came may both find it whole: it arrives once.
    const { count } = await tx.upload.updateMany({
      where: { id, caseId, state: 'receiving' },
      data: {
        state,
        sha256Arrival,
        errorMessage: isSame
          ? null
          : 'The bytes that arrived do not have the hash the browser computed. Send the file again.',
        finishedAt: new Date(),
      },
    });
    if (count === 0) return;
    const details = { name: before.name, sha256Browser: before.sha256Browser, sha256Arrival };
    const outcome = isSame ? ('allowed' as const) : ('failed' as const);
    await audit(tx, {
      ...auditOf(call),
      outcome,
      action: 'upload arrived',
      targetKind: 'upload',
      targetId: id,
      details,
    });
    await emitLive(tx, { caseId, kind: 'upload', subject: id, payload: { state } });
  });
}

export async function giveUpUpload(call: CaseCall, id: string): Promise<void> {
  const { caseId } = call.access;
  await call.platform.db.prisma.$transaction(async (tx) => {
    await tx.upload.updateMany({
      where: { id, caseId, state: 'receiving' },
      data: { state: 'failed', errorMessage: 'Given up by the one who sent it.', finishedAt: new Date() },
    });
    await audit(tx, { ...auditOf(call), action: 'upload given up', targetKind: 'upload', targetId: id });
    await emitLive(tx, { caseId, kind: 'upload', subject: id, payload: { state: 'failed' } });
  });
}
