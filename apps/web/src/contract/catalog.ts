import { z } from 'zod';
import { grantName } from './accounts.ts';
import { procedure } from './procedure.ts';

const permissionNeed = z.object({
  action: z.string(),
  grant: grantName,
  resource: z.string().nullable(),
  why: z.string(),
});
const proof = z.object({ where: z.enum(['range', 'independent', 'live']), note: z.string() });
const hint = z.object({ label: z.string(), help: z.string() });

export const catalogSource = z.object({
  id: z.string(),
  title: z.string(),
  provider: z.string(),
  brings: z.string(),
  /** JSON Schema 2020-12 of the parameters: the acquire form is drawn from it. */
  parameters: z.record(z.string(), z.json()),
  hints: z.record(z.string(), hint),
  targets: z.array(z.string()),
  permissions: z.array(permissionNeed),
  produces: z.array(z.object({ format: z.string(), title: z.string(), kind: z.string() })),
  /** 1 evaporates first … 9 stable. */
  volatility: z.number().int(),
  retention: z.string(),
  effect: z.object({ altersTarget: z.boolean(), sentence: z.string() }),
  cost: z.string(),
  steps: z.array(z.string()),
  proof: z.array(proof),
});

export const catalogAction = z.object({
  id: z.string(),
  title: z.string(),
  provider: z.string(),
  parameters: z.record(z.string(), z.json()),
  hints: z.record(z.string(), hint),
  targets: z.array(z.string()),
  permissions: z.array(permissionNeed),
  proof: z.array(proof),
  /** One sentence: what it cuts. */
  does: z.string(),
  /** Sources whose evidence the action makes harder to get: the gate asks for them first. */
  volatileSources: z.array(z.string()),
  restores: z.array(z.string()),
  cannotRestore: z.array(z.string()),
});

export const catalogContract = {
  get: procedure
    .meta({ permission: 'self:read' })
    .route({ method: 'GET', path: '/catalog', summary: 'Sources and containment actions of this version' })
    .output(z.object({ sources: z.array(catalogSource), actions: z.array(catalogAction) })),
};
