import type { AwsSession } from '@virga/cloud/aws';
import { AppError, type Grant, grants } from '@virga/domain';
import { probe } from './probes.ts';
import { type OwnedNeed, type SampleFacts, type Simulation, simulations } from './simulated-needs.ts';

export interface NeedVerdict {
  sourceId: string;
  action: string;
  grant: Grant;
  why: string;
}

export interface PermissionReport {
  missing: NeedVerdict[];
  /** Neither granted nor missing as far as could be told, each with the reason. */
  undetermined: (NeedVerdict & { reason: string })[];
  /** How it was found out, per grant. */
  method: Partial<Record<Grant, 'simulated' | 'probed'>>;
}

/** Which needs the account's roles do not cover. `principals`: ARN whose policies count, per grant that answered. */
export async function checkPermissions(
  session: AwsSession,
  needs: readonly OwnedNeed[],
  principals: Partial<Record<Grant, string>>,
  facts: SampleFacts,
): Promise<PermissionReport> {
  const report: PermissionReport = { missing: [], undetermined: [], method: {} };
  for (const grant of grants) {
    const own = needs.filter((owned) => owned.need.grant === grant);
    const principal = principals[grant];
    if (own.length === 0) continue;
    if (!principal) {
      report.missing.push(...own.map(verdictOf));
      continue;
    }
    try {
      await simulateAll(session, own, principal, facts, report);
      report.method[grant] = 'simulated';
    } catch (error) {
      if (!(error instanceof AppError) || !['cloud.access_denied', 'cloud.not_found'].includes(error.code)) throw error;
      await probeAll(session, own, facts, grant, error.message, report);
      report.method[grant] = 'probed';
    }
  }
  return report;
}

async function simulateAll(
  session: AwsSession,
  needs: readonly OwnedNeed[],
  principal: string,
  facts: SampleFacts,
  report: PermissionReport,
): Promise<void> {
  const { groups, unknown } = simulations(needs, facts);
  const denied: OwnedNeed[] = [];
  for (const group of groups) denied.push(...(await simulate(session, group, principal)));
  report.missing.push(...denied.map(verdictOf));
  const reason = 'Which resource it is about stands only in the parameters of the installed template.';
  report.undetermined.push(...unknown.map((owned) => ({ ...verdictOf(owned), reason })));
}

async function simulate(session: AwsSession, group: Simulation, principal: string): Promise<OwnedNeed[]> {
  const denied = new Set<string>();
  let marker: string | undefined;
  do {
    const answer = await session.iam().simulatePrincipalPolicy({
      PolicySourceArn: principal,
      ActionNames: group.actions,
      ResourceArns: group.resourceArns,
      ContextEntries: group.context.map(({ key, value }) => ({
        ContextKeyName: key,
        ContextKeyType: 'string',
        ContextKeyValues: [value],
      })),
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    for (const result of answer.EvaluationResults ?? [])
      if (result.EvalDecision !== 'allowed') denied.add(result.EvalActionName ?? '');
    marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (marker !== undefined);
  return group.needs.filter((owned) => denied.has(owned.need.action));
}

async function probeAll(
  session: AwsSession,
  needs: readonly OwnedNeed[],
  facts: SampleFacts,
  grant: Grant,
  refusal: string,
  report: PermissionReport,
): Promise<void> {
  for (const owned of needs) {
    // Only reads are tried; what would change something is not.
    const answer = grant === 'collect-read' ? await probe(session, facts.region, owned.need.action) : 'undetermined';
    if (answer === 'missing') report.missing.push(verdictOf(owned));
    if (answer === 'undetermined') report.undetermined.push({ ...verdictOf(owned), reason: refusal });
  }
}

function verdictOf({ ownerId, need }: OwnedNeed): NeedVerdict {
  return { sourceId: ownerId, action: need.action, grant: need.grant, why: need.why };
}
