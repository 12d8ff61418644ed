import { z } from 'zod';

const verdict = z.object({ sourceId: z.string(), action: z.string(), grant: z.string(), why: z.string() });

/** What the worker's connection test wrote (packages/sources, ConnectionReport); it travels as plain JSON. */
const connectionReport = z.object({
  identities: z.array(
    z.object({
      grant: z.string(),
      identity: z.object({ arn: z.string() }).nullable(),
      problem: z.string().nullable(),
    }),
  ),
  regions: z.array(z.object({ region: z.string(), state: z.string(), detail: z.string() })),
  organization: z.object({
    id: z.string().nullable(),
    members: z.array(z.object({ accountId: z.string(), name: z.string(), status: z.string() })),
    problem: z.string().nullable(),
  }),
  missing: z.array(verdict),
  undetermined: z.array(verdict.extend({ reason: z.string() })),
  method: z.record(z.string(), z.string()),
});
export type ConnectionReport = z.output<typeof connectionReport>;

export function readConnectionReport(result: unknown): ConnectionReport | null {
  return connectionReport.safeParse(result).data ?? null;
}

export interface MissingOfSource {
  sourceId: string;
  /** Each action once, in alphabetical order, with the grant whose role lacks it. */
  actions: { action: string; grant: string; why: string }[];
}

/** Missing permissions per source or action of ours, the ones with most missing first. */
export function missingBySource(missing: ConnectionReport['missing']): MissingOfSource[] {
  const bySource = Map.groupBy(missing, (one) => one.sourceId);
  return [...bySource]
    .map(([sourceId, own]) => {
      const byAction = new Map(own.map(({ action, grant, why }) => [`${grant} ${action}`, { action, grant, why }]));
      return { sourceId, actions: [...byAction.values()].sort((a, b) => (a.action < b.action ? -1 : 1)) };
    })
    .sort((a, b) => b.actions.length - a.actions.length || (a.sourceId < b.sourceId ? -1 : 1));
}

/** A policy statement per grant that a person pastes into that grant's role. */
export function statementToCopy(actions: readonly { action: string }[]): string {
  const names = [...new Set(actions.map((one) => one.action))].sort();
  return JSON.stringify({ Effect: 'Allow', Action: names, Resource: '*' }, null, 2);
}
