import { z } from 'zod';
import { accountRow } from './accounts.ts';
import { id, listOf, pageFields } from './fields.ts';
import { procedure } from './procedure.ts';
import { coverageRow, evaporationRow, inventoryItem, inventoryRun } from './scope-fields.ts';

const byCase = z.object({ caseId: id });

export const scopeContract = {
  accounts: procedure
    .meta({ permission: 'scope:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/accounts', summary: 'Cloud accounts granted to the case' })
    .input(byCase)
    .output(listOf(accountRow)),
  inventory: procedure
    .meta({ permission: 'scope:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/inventory', summary: 'What there is and what was there' })
    .input(
      byCase.extend({
        ...pageFields,
        kind: z.string().max(40).optional(),
        region: z.string().max(40).optional(),
        presence: z.enum(['live', 'gone']).optional(),
        text: z.string().max(200).optional(),
      }),
    )
    .output(listOf(inventoryItem)),
  runs: procedure
    .meta({ permission: 'scope:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/inventory/runs', summary: 'Inventory runs and what they covered' })
    .input(byCase)
    .output(listOf(inventoryRun)),
  refresh: procedure
    .meta({ permission: 'scope:refresh', perMinute: 20 })
    .route({ method: 'POST', path: '/cases/{caseId}/inventory/runs', summary: 'Ask the cloud again (a job)' })
    .input(byCase.extend({ accountId: id }))
    .output(inventoryRun),
  evaporation: procedure
    .meta({ permission: 'scope:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/evaporation', summary: 'What is vanishing, soonest first' })
    .input(byCase)
    .output(listOf(evaporationRow)),
  coverage: procedure
    .meta({ permission: 'scope:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/coverage', summary: 'The map of what cannot be known' })
    .input(byCase)
    .output(listOf(coverageRow)),
};
