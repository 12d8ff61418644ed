import { z } from 'zod';
import { id, isoTime, jsonObject, listOf, sha256Text, shortText, userRef } from './fields.ts';
import { procedure } from './procedure.ts';

export const reportFormat = z.enum(['html', 'pdf', 'markdown']);

export const reportRow = z.object({
  id,
  version: z.number().int(),
  title: z.string(),
  state: z.enum(['draft', 'approved']),
  createdBy: userRef,
  createdAt: isoTime,
  approvedBy: userRef.nullable(),
  approvedAt: isoTime.nullable(),
  /** Files appear one after the other as the worker renders them. */
  files: z.array(z.object({ format: reportFormat, sha256: sha256Text, download: z.string() })),
});

const byCase = z.object({ caseId: id });
const byReport = byCase.extend({ reportId: id });

export const reportsContract = {
  list: procedure
    .meta({ permission: 'report:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/reports', summary: 'Reports, newest version first' })
    .input(byCase)
    .output(listOf(reportRow)),
  create: procedure
    .meta({ permission: 'report:write', perMinute: 30 })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/reports',
      summary: 'Draft a report of the case as it is now (a job)',
    })
    .input(byCase.extend({ title: shortText.optional() }))
    .output(reportRow),
  get: procedure
    .meta({ permission: 'report:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/reports/{reportId}', summary: 'One report with its model' })
    .input(byReport)
    .output(reportRow.extend({ model: jsonObject })),
  approve: procedure
    .meta({ permission: 'report:approve' })
    .route({ method: 'POST', path: '/cases/{caseId}/reports/{reportId}/approve', summary: 'Approve; a custody entry' })
    .input(byReport)
    .output(reportRow),
};
