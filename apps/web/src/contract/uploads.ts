import { z } from 'zod';
import { acquisitionRow } from './acquisition-fields.ts';
import { bigintText, id, isoTime, listOf, pageFields, sha256Text, shortText, userRef } from './fields.ts';
import { procedure } from './procedure.ts';

/**
 * The bytes come in by tus 1.0 under `/cases/{caseId}/uploads` (plain-routes.ts). Upload-Metadata: `filename`,
 * `batchId` (a UUID that the browser makes), `sha256` (hex, hashed in the browser).
 */
export const uploadRow = z.object({
  id,
  batchId: id,
  name: z.string(),
  sizeBytes: bigintText,
  sha256Browser: sha256Text.nullable(),
  sha256Arrival: sha256Text.nullable(),
  state: z.enum(['receiving', 'received', 'sealed', 'failed']),
  evidenceId: id.nullable(),
  errorMessage: z.string().nullable(),
  by: userRef,
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
});

const byCase = z.object({ caseId: id });

export const uploadsContract = {
  list: procedure
    .meta({ permission: 'evidence:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/upload-list', summary: 'Files on their way, newest first' })
    .input(byCase.extend(pageFields))
    .output(listOf(uploadRow)),
  seal: procedure
    .meta({ permission: 'evidence:upload' })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/upload-batches/{batchId}/seal',
      summary: "Seal what arrived; the analyst's list of files is the independent count",
    })
    .input(
      byCase.extend({
        batchId: id,
        title: shortText,
        /** Every file that was dropped, whether it arrived or not. */
        files: z
          .array(z.object({ name: z.string().min(1).max(1024), sizeBytes: bigintText }))
          .min(1)
          .max(10_000),
      }),
    )
    .output(acquisitionRow),
};
