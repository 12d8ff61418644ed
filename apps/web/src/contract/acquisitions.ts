import { z } from 'zod';
import { acquisitionDetail, acquisitionLogLine, acquisitionRow } from './acquisition-fields.ts';
import { id, jsonObject, listOf, pageFields, shortText } from './fields.ts';
import { procedure } from './procedure.ts';

const byCase = z.object({ caseId: id });
const byAcquisition = byCase.extend({ acquisitionId: id });

export const acquisitionsContract = {
  list: procedure
    .meta({ permission: 'acquisition:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/acquisitions', summary: 'Acquisitions, newest first' })
    .input(byCase.extend(pageFields))
    .output(listOf(acquisitionRow)),
  get: procedure
    .meta({ permission: 'acquisition:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/acquisitions/{acquisitionId}', summary: 'One, with its log' })
    .input(byAcquisition)
    .output(acquisitionDetail),
  log: procedure
    .meta({ permission: 'acquisition:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/acquisitions/{acquisitionId}/log', summary: 'Log, oldest first' })
    .input(byAcquisition.extend(pageFields))
    .output(listOf(acquisitionLogLine)),
  start: procedure
    .meta({ permission: 'acquisition:start', perMinute: 120 })
    .route({ method: 'POST', path: '/cases/{caseId}/acquisitions', summary: 'Start a run of a source' })
    .input(
      byCase.extend({
        sourceId: z.string().max(100),
        accountId: id,
        region: z.string().max(40).nullable().default(null),
        /** As the source's schema in the catalog asks. */
        parameters: jsonObject,
        /** What it collects, as a person would name it; left out: made from the parameters. */
        target: z.string().max(300).optional(),
      }),
    )
    .output(acquisitionRow),
  retry: procedure
    .meta({ permission: 'acquisition:start' })
    .route({ method: 'POST', path: '/cases/{caseId}/acquisitions/{acquisitionId}/retry', summary: 'Repeat the step' })
    .input(byAcquisition)
    .output(acquisitionRow),
  cancel: procedure
    .meta({ permission: 'acquisition:start' })
    .route({ method: 'POST', path: '/cases/{caseId}/acquisitions/{acquisitionId}/cancel', summary: 'Ask it to stop' })
    .input(byAcquisition)
    .output(acquisitionRow),
  removeHeld: procedure
    .meta({ permission: 'acquisition:discard' })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/acquisitions/{acquisitionId}/held/remove',
      summary: 'Delete evidence that is held in the cloud and not sealed',
    })
    .input(
      byAcquisition.extend({
        resourceId: z.string().min(1).max(200),
        /** The same id, typed. */
        confirm: z.string().max(200),
        reason: shortText,
        onlyCopy: z.boolean().default(false),
      }),
    )
    .output(acquisitionRow),
};
