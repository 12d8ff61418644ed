import type { Estate } from '../estate/types.ts';
import type { AuthorizationRequest, Principal } from '../wire/service.ts';
import { type ConditionContext, conditionContext } from './condition-context.ts';

/** Facts of a request that are condition keys whatever the service. */
export interface RequestFacts {
  principal: Principal;
  region: string;
  sourceIp: string;
  userAgent: string;
  nowMs: number;
}

function tagKeys(prefixes: string[], tags: Record<string, string> | undefined): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(tags ?? {}))
    for (const prefix of prefixes) out[`${prefix}/${name}`] = value;
  return out;
}

function principalTags(estate: Estate, principal: Principal): Record<string, string> {
  const iam = estate.accounts[principal.accountId]?.iam;
  if (principal.roleName !== undefined) return iam?.roles[principal.roleName]?.tags ?? {};
  return principal.userName === undefined ? {} : (iam?.users[principal.userName]?.tags ?? {});
}

const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * Condition keys of one authorization request (IAM user guide, "AWS global condition context keys").
 * aws:SecureTransport is true: the range stands for endpoints that only speak TLS, whatever the test's loopback does.
 */
export function requestContext(estate: Estate, facts: RequestFacts, request: AuthorizationRequest): ConditionContext {
  const { principal } = facts;
  const issued = principal.tokenIssuedMicros;
  const service = request.action.split(':')[0] ?? '';
  const inOrganisation = estate.accounts[principal.accountId]?.inOrganisation === true;
  const isTemporary = issued !== undefined;
  return conditionContext({
    'aws:PrincipalArn': principal.roleArn ?? principal.arn,
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': { root: 'Account', user: 'User', 'assumed-role': 'AssumedRole' }[principal.kind],
    'aws:PrincipalOrgID': inOrganisation ? estate.organisation.id : undefined,
    'aws:userid': principal.userId,
    'aws:username': principal.userName,
    'aws:SourceIdentity': principal.sourceIdentity,
    'aws:SourceIp': facts.sourceIp,
    'aws:UserAgent': facts.userAgent,
    'aws:CurrentTime': iso(facts.nowMs),
    'aws:EpochTime': String(Math.floor(facts.nowMs / 1000)),
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': facts.region,
    'aws:ResourceAccount': request.resourceAccountId ?? principal.accountId,
    'aws:ViaAWSService': 'false',
    'aws:TokenIssueTime': isTemporary ? iso(Number(issued / 1000n)) : undefined,
    'aws:MultiFactorAuthPresent': isTemporary ? 'false' : undefined,
    ...tagKeys(['aws:PrincipalTag'], principalTags(estate, principal)),
    ...tagKeys(['aws:ResourceTag', `${service}:ResourceTag`], request.resourceTags),
    ...request.context,
  });
}
