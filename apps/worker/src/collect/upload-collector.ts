import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import type { CollectContext, Collector } from '@virga/source-kit';
import { z } from 'zod';
import type { AcquisitionRun } from './acquisition-run.ts';

export const uploadParameters = z.object({
  batchId: z.uuid(),
  title: z.string(),
  uploadIds: z.array(z.uuid()).min(1),
  expected: z.array(z.object({ name: z.string(), sizeBytes: z.string() })),
});
type UploadParameters = z.output<typeof uploadParameters>;

/** Files that arrived from a browser take the same way as everything else: seal, parse, ledger, timeline. */
export function uploadCollector(run: AcquisitionRun): Collector<UploadParameters, null> {
  return {
    start: async () => ({ kind: 'next' }),
    transfer: (context) => sealUploads(run, context),
    cleanup: (context, sealed) => removeUploads(run, context, sealed),
  };
}

function pathOf(run: AcquisitionRun, uploadId: string): string {
  return join(run.parts.home, 'uploads', run.caseId, uploadId);
}

async function sealUploads(run: AcquisitionRun, context: CollectContext<UploadParameters, null>) {
  const { parameters } = context;
  const set = await context.evidence.openPack({ key: 'upload', title: parameters.title, format: 'upload' });
  const uploads = await run.parts.db.prisma.upload.findMany({
    where: { caseId: run.caseId, id: { in: parameters.uploadIds } },
    orderBy: { id: 'asc' },
  });
  const names = new Map<string, number>();
  for (const [index, upload] of uploads.entries()) {
    const seen = names.get(upload.name) ?? 0;
    names.set(upload.name, seen + 1);
    // Two dropped files may have one name: the second is told apart, both are kept.
    const key = seen === 0 ? upload.name : `${upload.name} (${seen + 1})`;
    if (!set.has(key)) {
      const claimedHash = upload.sha256Browser
        ? { algorithm: 'SHA-256', value: upload.sha256Browser, by: 'browser' }
        : null;
      const added = await set.add(
        { key, ...(claimedHash ? { claimedHash } : {}) },
        createReadStream(pathOf(run, upload.id), { highWaterMark: 1024 * 1024 }),
      );
      if (upload.sha256Arrival && added.sha256 !== upload.sha256Arrival)
        throw new AppError({
          code: 'evidence.hash_mismatch',
          message: `${upload.name} changed between its arrival and its sealing.`,
        });
    }
    if (index % 50 === 49) await set.checkpoint();
    context.progress({
      done: index + 1,
      total: uploads.length,
      unit: 'objects',
      note: `${index + 1} of ${uploads.length} files`,
    });
  }
  await set.checkpoint();
  await set.seal({
    origin: { batchId: parameters.batchId, files: uploads.length },
    hashedAt: 'first byte received',
    independentCount: { by: "analyst's file list", objects: parameters.expected.length },
  });
  await run.parts.db.prisma.upload.updateMany({
    where: { id: { in: uploads.map((upload) => upload.id) } },
    data: { state: 'sealed', evidenceId: set.evidenceId },
  });
  return { kind: 'next' as const };
}

async function removeUploads(run: AcquisitionRun, context: CollectContext<UploadParameters, null>, sealed: boolean) {
  if (sealed) for (const id of context.parameters.uploadIds) await rm(pathOf(run, id), { force: true });
  return { kind: 'next' as const };
}
