import type { Account, IamRole } from '../../estate/types.ts';
import { authorize, denialMessage } from '../../policy/authorize.ts';
import { checkPolicyText, MalformedPolicy } from '../../policy/document.ts';
import { managedPolicyText } from '../../policy/principal-policies.ts';
import { requestContext } from '../../policy/request-context.ts';
import { judgeResourcePolicy } from '../../policy/resource-policy.ts';
import type { AuthorizationRequest, JsonValue, Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { credentialsXml, issueSession } from './issue-session.ts';

const DEFAULT_SECONDS = 3600;
const CHAINED_MAX_SECONDS = 3600;

function findRole(call: RangeCall): { account: Account; role: IamRole } | undefined {
  const m = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(String(call.params.RoleArn));
  const account = call.estate.accounts[m?.[1] ?? ''];
  const role = account?.iam.roles[m?.[2] ?? ''];
  return account && role && role.arn === call.params.RoleArn ? { account, role } : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function trustRequest(call: RangeCall, account: Account, role: IamRole, action: string): AuthorizationRequest {
  const { params } = call;
  const context: Record<string, string> = {};
  const put = (key: string, value: unknown): void => {
    const found = text(value);
    if (found !== undefined) context[key] = found;
  };
  put('sts:ExternalId', params.ExternalId);
  put('sts:RoleSessionName', params.RoleSessionName);
  put('sts:SourceIdentity', params.SourceIdentity ?? call.principal.sourceIdentity);
  return {
    action,
    resource: role.arn,
    context,
    resourcePolicy: role.trustPolicy,
    resourceAccountId: account.id,
    resourceTags: role.tags,
  };
}

/** A role's trust must always speak, also within its account: identity policies alone never suffice to assume a role. */
function checkTrust(call: RangeCall): { account: Account; role: IamRole } {
  const found = findRole(call);
  const roleArn = String(call.params.RoleArn);
  const deny = (action: string, reason = ''): never => {
    throw new ServiceError(
      'AccessDenied',
      403,
      denialMessage(call.principal, { action, resource: roleArn }, reason).trim(),
    );
  };
  if (call.principal.kind === 'root') return deny('sts:AssumeRole', 'Roles may not be assumed by root accounts.');
  if (!found) return deny('sts:AssumeRole');
  const actions = ['sts:AssumeRole', ...(text(call.params.SourceIdentity) ? ['sts:SetSourceIdentity'] : [])];
  for (const action of actions) {
    const request = trustRequest(call, found.account, found.role, action);
    const decision = authorize(call.estate, call, request);
    if (!decision.isAllowed) deny(action, decision.isExplicit ? decision.reason : '');
    // The other half: `authorize` lets an identity policy suffice within one account; trust must allow as well.
    if (!doesTrustAllow(call, request)) deny(action);
  }
  return found;
}

function doesTrustAllow(call: RangeCall, request: AuthorizationRequest): boolean {
  const context = requestContext(call.estate, call, request);
  const question = { action: request.action, resource: request.resource, context };
  const verdict = judgeResourcePolicy(request.resourcePolicy ?? '', call.principal, question);
  return verdict === 'allow-principal' || verdict === 'allow-account';
}

function seconds(call: RangeCall, role: IamRole): number {
  const given = call.params.DurationSeconds;
  const value = given === undefined ? DEFAULT_SECONDS : Number(given);
  const fail = (message: string): never => {
    throw new ServiceError('ValidationError', 400, message);
  };
  if (!Number.isInteger(value) || value < 900)
    return fail(
      `1 validation error detected: Value '${given}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  if (value > role.maxSessionDurationSeconds)
    return fail('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  if (call.principal.kind === 'assumed-role' && value > CHAINED_MAX_SECONDS) {
    return fail('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  return value;
}

function sessionPolicies(call: RangeCall, account: Account): string[] {
  const out: string[] = [];
  const inline = text(call.params.Policy);
  if (inline !== undefined) {
    try {
      checkPolicyText(inline, 'identity');
    } catch (error) {
      if (error instanceof MalformedPolicy) throw new ServiceError('MalformedPolicyDocument', 400, error.message);
      throw error;
    }
    if (inline.length > 2048) throw new ServiceError('PackedPolicyTooLarge', 400, 'Packed policy exceeds the quota');
    out.push(inline);
  }
  for (const entry of (call.params.PolicyArns ?? []) as Params[]) {
    const found = managedPolicyText(call.estate, account, String(entry.arn));
    if (found === undefined) throw new ServiceError('ValidationError', 400, `PolicyArn ${String(entry.arn)} not found`);
    out.push(found);
  }
  return out;
}

/** STS API, AssumeRole: ExternalId, Policy, PolicyArns, DurationSeconds, RoleSessionName, SourceIdentity. */
export const assumeRole: Operation = {
  required: ['RoleArn', 'RoleSessionName'],
  authorize: () => [], // identity policy and trust policy are judged together in the handler
  mutates: true,
  readOnly: true,
  handle: (call) => {
    const name = String(call.params.RoleSessionName);
    if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
      throw new ServiceError(
        'ValidationError',
        400,
        `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
      );
    }
    const { account, role } = checkTrust(call);
    const sourceIdentity = text(call.params.SourceIdentity) ?? call.principal.sourceIdentity;
    const duration = seconds(call, role);
    const session = issueSession(call, {
      accountId: account.id,
      kind: 'role',
      principalArn: role.arn,
      principalId: `${role.id}:${name}`,
      sessionName: name,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      expiresAtMs: call.nowMs + duration * 1000,
      sessionPolicies: sessionPolicies(call, account),
    });
    role.lastUsed = { atMs: call.nowMs, region: call.region };
    const arn = `arn:aws:sts::${account.id}:assumed-role/${role.name}/${name}`;
    return {
      xml: {
        AssumedRoleUser: { AssumedRoleId: session.principalId, Arn: arn },
        Credentials: credentialsXml(session),
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
        ...(session.sessionPolicies.length > 0 ? { PackedPolicySize: 6 } : {}),
      },
    };
  },
  trail: (call, reply) => {
    const found = findRole(call);
    const { RoleArn, RoleSessionName, ExternalId, DurationSeconds, SourceIdentity, Policy } = call.params;
    const shown: Record<string, JsonValue> = { roleArn: String(RoleArn), roleSessionName: String(RoleSessionName) };
    if (ExternalId !== undefined) shown.externalId = String(ExternalId);
    if (DurationSeconds !== undefined) shown.durationSeconds = Number(DurationSeconds);
    if (SourceIdentity !== undefined) shown.sourceIdentity = String(SourceIdentity);
    if (Policy !== undefined) shown.policy = String(Policy);
    return {
      requestParameters: shown,
      responseElements: responseElements(reply?.xml as Record<string, Record<string, string>> | undefined),
      ...(found
        ? {
            alsoInAccountId: found.account.id,
            resources: [{ type: 'AWS::IAM::Role', arn: found.role.arn, accountId: found.account.id }],
          }
        : {}),
    };
  },
};

/** CloudTrail shows the credentials without the secret. */
function responseElements(xml: Record<string, Record<string, string>> | undefined): JsonValue {
  if (!xml?.Credentials || !xml.AssumedRoleUser) return null;
  const { AccessKeyId, Expiration, SessionToken } = xml.Credentials;
  const { AssumedRoleId, Arn } = xml.AssumedRoleUser;
  return {
    credentials: { accessKeyId: AccessKeyId, expiration: Expiration, sessionToken: SessionToken },
    assumedRoleUser: { assumedRoleId: AssumedRoleId, arn: Arn },
  };
}
