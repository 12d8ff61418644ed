import { z } from 'zod';
import { id } from './fields.ts';
import { procedure } from './procedure.ts';

/** What an export would hold, before it is downloaded by the plain route `evidence.bag`. */
export const exportPlan = z.object({
  items: z.array(z.object({ id, number: z.number().int(), title: z.string(), sizeBytes: z.string() })),
  /** Named and left out: not sealed yet. */
  notSealed: z.array(z.object({ id, number: z.number().int(), title: z.string() })),
  sizeBytes: z.string(),
  /** Address of the BagIt bag (tar) of exactly this selection. */
  download: z.string(),
});

export const exportsContract = {
  plan: procedure
    .meta({ permission: 'evidence:export' })
    .route({ method: 'POST', path: '/cases/{caseId}/exports', summary: 'What a BagIt export of the case would hold' })
    .input(z.object({ caseId: id, evidenceIds: z.array(id).max(500).optional() }))
    .output(exportPlan),
};
