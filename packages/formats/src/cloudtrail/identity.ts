import type { JsonObject } from '../stream/parsed-record.ts';
import { memberObject, memberText } from './read-fields.ts';

export interface Identity {
  actor: string | null;
  actorType: string | null;
  actorAccount: string | null;
  credential: string | null;
  session: string | null;
  /** Facts for attributes: issuer, source identity, second factor, who invoked. */
  facts: JsonObject;
}

/**
 * Reads userIdentity in all its types:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function readIdentity(record: JsonObject): Identity {
  const identity = memberObject(record, 'userIdentity');
  if (identity === null) return serviceEvent(record);
  const type = memberText(identity, 'type');
  const context = memberObject(identity, 'sessionContext');
  const issuer = memberObject(context, 'sessionIssuer');
  const attributes = memberObject(context, 'attributes');
  const arn = memberText(identity, 'arn');
  const principalId = memberText(identity, 'principalId');
  const sourceIdentity = memberText(context, 'sourceIdentity') ?? memberText(identity, 'sourceIdentity');
  const facts = present({
    principalId,
    userName: memberText(identity, 'userName'),
    issuer: memberText(issuer, 'arn') ?? memberText(issuer, 'userName'),
    issuerType: memberText(issuer, 'type'),
    sourceIdentity,
    mfaAuthenticated: memberText(attributes, 'mfaAuthenticated'),
    sessionCreated: memberText(attributes, 'creationDate'),
    ec2RoleDelivery: memberText(context, 'ec2RoleDelivery'),
    federatedProvider:
      memberText(memberObject(context, 'webIdFederationData'), 'federatedProvider') ??
      memberText(identity, 'identityProvider'),
    invokedBy: memberText(identity, 'invokedBy'),
    onBehalfOf: memberText(memberObject(identity, 'onBehalfOf'), 'userId'),
    inScopeOf: memberText(memberObject(identity, 'inScopeOf'), 'credentialsIssuedTo'),
  });
  return {
    actor: arn ?? namedActor(type, identity, principalId),
    actorType: type ?? (memberText(identity, 'invokedBy') ? 'AWSService' : null),
    actorAccount: memberText(identity, 'accountId') ?? accountOfArn(arn),
    credential: memberText(identity, 'accessKeyId') ?? memberText(identity, 'credentialId'),
    session: sessionName(type, arn, principalId) ?? sourceIdentity,
    facts,
  };
}

/** Service events (AwsServiceEvent) often have no identity, or one that holds only the account. */
function serviceEvent(record: JsonObject): Identity {
  const isService = memberText(record, 'eventType') === 'AwsServiceEvent';
  const actor = isService ? memberText(record, 'eventSource') : null;
  return {
    actor,
    actorType: actor === null ? null : 'AWSService',
    actorAccount: null,
    credential: null,
    session: null,
    facts: {},
  };
}

function namedActor(type: string | null, identity: JsonObject, principalId: string | null): string | null {
  const onBehalf = memberText(memberObject(identity, 'onBehalfOf'), 'userId');
  const name = memberText(identity, 'userName');
  const account = memberText(identity, 'accountId');
  if (type === 'AWSService') return memberText(identity, 'invokedBy') ?? principalId;
  if (type === 'IdentityCenterUser') return name ?? onBehalf ?? principalId;
  if (type === 'Root') return account === null ? (name ?? 'root') : `arn:aws:iam::${account}:root`;
  return name ?? principalId ?? memberText(identity, 'invokedBy') ?? account;
}

/** The last part of `…:assumed-role/ROLE/SESSION` or `…:federated-user/NAME`, else of principalId `AROA…:SESSION`. */
function sessionName(type: string | null, arn: string | null, principalId: string | null): string | null {
  const fromArn = arn === null ? null : /:(?:assumed-role\/[^/]+|federated-user)\/(.+)$/.exec(arn);
  if (fromArn) return fromArn[1]!;
  const hasSession = type === 'AssumedRole' || type === 'FederatedUser' || type === 'Role';
  const colon = principalId?.indexOf(':') ?? -1;
  return hasSession && colon > 0 ? principalId!.slice(colon + 1) : null;
}

export function accountOfArn(arn: string | null): string | null {
  const account = arn?.split(':', 6)[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : null;
}

function present(facts: Record<string, string | null>): JsonObject {
  const result: JsonObject = {};
  for (const key in facts) if (facts[key] !== null) result[key] = facts[key]!;
  return result;
}
