import type { Estate } from '../estate/types.ts';
import type { AuthorizationRequest, Principal } from '../wire/service.ts';
import { policiesOf } from './principal-policies.ts';
import { type RequestFacts, requestContext } from './request-context.ts';
import { judgeResourcePolicy, type ResourceVerdict } from './resource-policy.ts';
import { judgeDocuments, type Question } from './statement.ts';

/** Decision on one request; `reason` ends the sentence of AccessDenied messages. */
export type Decision = { isAllowed: true } | { isAllowed: false; isExplicit: boolean; reason: string };

const ALLOWED: Decision = { isAllowed: true };
const implicit = (reason: string): Decision => ({ isAllowed: false, isExplicit: false, reason });
const explicit = (kind: string): Decision => ({
  isAllowed: false,
  isExplicit: true,
  reason: `with an explicit deny in ${kind}`,
});

function judgeOwnPolicies(estate: Estate, principal: Principal, question: Question): Decision {
  if (principal.kind === 'root') return ALLOWED;
  const { identity, boundary, session } = policiesOf(estate, principal);
  const own = judgeDocuments(identity, question);
  if (own === 'deny') return explicit('an identity-based policy');
  const limit = boundary ? judgeDocuments([boundary], question) : 'allow';
  if (limit === 'deny') return explicit('a permissions boundary');
  const narrowed = session.length > 0 ? judgeDocuments(session, question) : 'allow';
  if (narrowed === 'deny') return explicit('a session policy');
  if (own === 'none') return implicit(`because no identity-based policy allows the ${question.action} action`);
  if (limit === 'none') return implicit(`because no permissions boundary allows the ${question.action} action`);
  if (narrowed === 'none') return implicit(`because no session policy allows the ${question.action} action`);
  return ALLOWED;
}

function combine(
  request: AuthorizationRequest,
  principal: Principal,
  own: Decision,
  resource: ResourceVerdict,
): Decision {
  if (!own.isAllowed && own.isExplicit) return own;
  if (resource === 'deny') return explicit('a resource-based policy');
  const isSameAccount = (request.resourceAccountId ?? principal.accountId) === principal.accountId;
  if (isSameAccount) return own.isAllowed || resource === 'allow-principal' ? ALLOWED : own;
  if (!own.isAllowed) return own;
  if (resource === 'none') return implicit(`because no resource-based policy allows the ${request.action} action`);
  return ALLOWED;
}

/**
 * IAM's decision for one request (IAM user guide, "Policy evaluation logic"): explicit deny wins, default is deny;
 * within an account identity or resource policy suffices, across accounts both must allow;
 * boundary and session policies only narrow. Service control policies are not modelled.
 */
export function authorize(estate: Estate, facts: RequestFacts, request: AuthorizationRequest): Decision {
  const { principal } = facts;
  const context = requestContext(estate, facts, request);
  const question: Question = { action: request.action, resource: request.resource, context };
  const own = judgeOwnPolicies(estate, principal, question);
  const resource =
    request.resourcePolicy === undefined ? 'none' : judgeResourcePolicy(request.resourcePolicy, principal, question);
  return combine(request, principal, own, resource);
}

/** The sentence that services put into their denials. */
export function denialMessage(principal: Principal, request: AuthorizationRequest, reason: string): string {
  return `User: ${principal.arn} is not authorized to perform: ${request.action} on resource: ${request.resource} ${reason}`;
}
