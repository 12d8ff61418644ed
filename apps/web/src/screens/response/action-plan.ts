import { z } from 'zod';

const step = z.object({
  key: z.string(),
  phase: z.enum(['preserve', 'cut']),
  title: z.string(),
  resource: z.string(),
  before: z.json(),
  after: z.json(),
});

/** The plan as packages/response makes it (kit/action.ts, ActionPlan); it travels as plain JSON. */
const actionPlan = z.object({
  summary: z.string(),
  steps: z.array(step),
  affected: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string(), how: z.string() })),
  stillGetsThrough: z.array(z.string()),
  weLose: z.array(z.string()),
  restores: z.array(z.string()),
  cannotRestore: z.array(z.string()),
  protectedBecause: z.string().nullable(),
});
export type ActionPlan = z.output<typeof actionPlan>;
export type PlanStep = z.output<typeof step>;

/** Null: no plan yet, or one of a form this version does not know, which must not be approved half shown. */
export function readPlan(plan: unknown): ActionPlan | null {
  return actionPlan.safeParse(plan).data ?? null;
}
