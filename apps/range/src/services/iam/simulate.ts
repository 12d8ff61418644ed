import { authorize } from '../../policy/authorize.ts';
import type { Operation, Params, Principal, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { iamOf, noSuchEntity } from './entities.ts';
import { pagedReply } from './page.ts';

function simulatedPrincipal(call: RangeCall): Principal {
  const arn = String(call.params.PolicySourceArn);
  const m = /^arn:aws:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (!m)
    throw new ServiceError(
      'InvalidInput',
      400,
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  const [, accountId = '', kind, name = ''] = m;
  const iam = iamOf(call);
  const base = { accountId, arn, userId: '', accessKeyId: '' };
  if (accountId !== call.accountId) throw new ServiceError('AccessDenied', 403, `${arn} belongs to another account`);
  if (kind === 'user' && iam.users[name]) return { ...base, kind: 'user', userName: name };
  if (kind === 'role' && iam.roles[name]) return { ...base, kind: 'assumed-role', roleName: name, roleArn: arn };
  throw noSuchEntity(`The entity with ARN ${arn} cannot be found.`);
}

function contextOf(call: RangeCall): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const entry of (call.params.ContextEntries ?? []) as Params[]) {
    const values = entry.ContextKeyValues;
    out[String(entry.ContextKeyName)] = Array.isArray(values) ? values.map(String) : [];
  }
  return out;
}

function simulate(call: RangeCall) {
  const principal = simulatedPrincipal(call);
  const extra = ((call.params.PolicyInputList ?? []) as string[]).map(String);
  if (extra.length > 0) throw new ServiceError('InvalidInput', 400, 'PolicyInputList is not modelled by the range');
  const actions = (call.params.ActionNames as string[]).map(String);
  const resources = ((call.params.ResourceArns ?? ['*']) as string[]).map(String);
  const context = contextOf(call);
  const results = actions.flatMap((action) =>
    resources.map((resource) => {
      const decision = authorize(call.estate, { ...call, principal }, { action, resource, context });
      const word = decision.isAllowed ? 'allowed' : decision.isExplicit ? 'explicitDeny' : 'implicitDeny';
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: word,
        MatchedStatements: [],
        MissingContextValues: [],
      };
    }),
  );
  return pagedReply(call, 'EvaluationResults', results, (result) => result);
}

/** SimulatePrincipalPolicy asks the range's own evaluator; resource policies are not taken in, as in IAM without ResourcePolicy. */
export const simulateOperations: Record<string, Operation> = {
  SimulatePrincipalPolicy: {
    required: ['PolicySourceArn', 'ActionNames'],
    authorize: (call) => [{ action: 'iam:SimulatePrincipalPolicy', resource: String(call.params.PolicySourceArn) }],
    handle: simulate,
  },
};
