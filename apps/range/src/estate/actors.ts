/**
 * The variants of CloudTrail's userIdentity.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
import type { IamRole, IamUser } from './identity.ts';
import { isoSeconds } from './iso-time.ts';
import type { Json } from './trail-record.ts';

/** Who made a call, from where and with what. */
export interface Actor {
  identity: Json;
  /** As LookupEvents' Username sees it: user name, session name or `root`. */
  userName?: string;
  accessKeyId?: string;
  /** Address, or the service's host name. */
  ip: string;
  agent: string;
  /** An AWS service made the call: no TLS details, and the address is a service name. */
  viaService: boolean;
  fromConsole?: boolean;
}

export interface Origin {
  ip: string;
  agent: string;
}

/** An IAM user with a long-lived key (or, at sign-in, with none). */
export function userActor(accountId: string, user: IamUser, origin: Origin, accessKeyId?: string): Actor {
  const identity: Record<string, Json> = { type: 'IAMUser', principalId: user.id, arn: user.arn, accountId };
  if (accessKeyId !== undefined) identity.accessKeyId = accessKeyId;
  identity.userName = user.name;
  return { identity, userName: user.name, accessKeyId, ip: origin.ip, agent: origin.agent, viaService: false };
}

/** An IAM user working in the console: a temporary key and a session context. */
export function consoleUserActor(
  accountId: string,
  user: IamUser,
  origin: Origin,
  session: { accessKeyId: string; startedAtMs: number; hasMfa: boolean },
): Actor {
  const actor = userActor(accountId, user, origin, session.accessKeyId);
  const identity = actor.identity as Record<string, Json>;
  identity.sessionContext = {
    attributes: { creationDate: isoSeconds(session.startedAtMs), mfaAuthenticated: String(session.hasMfa) },
  };
  return { ...actor, fromConsole: true };
}

interface RoleSession {
  sessionName: string;
  accessKeyId: string;
  startedAtMs: number;
  hasMfa?: boolean;
  /** Service that assumed a service-linked role and calls with it. */
  invokedBy?: string;
  ec2RoleDelivery?: '1.0' | '2.0';
  sourceIdentity?: string;
  webIdentity?: { provider: string; attributes: Record<string, string> };
}

/** A session of a role. */
export function roleActor(accountId: string, role: IamRole, origin: Origin, session: RoleSession): Actor {
  const attributes: Record<string, Json> = {
    creationDate: isoSeconds(session.startedAtMs),
    mfaAuthenticated: String(session.hasMfa ?? false),
  };
  const context: Record<string, Json> = {
    sessionIssuer: { type: 'Role', principalId: role.id, arn: role.arn, accountId, userName: role.name },
  };
  if (session.webIdentity) {
    context.webIdFederationData = {
      federatedProvider: session.webIdentity.provider,
      attributes: session.webIdentity.attributes,
    };
  }
  context.attributes = attributes;
  if (session.sourceIdentity) context.sourceIdentity = session.sourceIdentity;
  if (session.ec2RoleDelivery) context.ec2RoleDelivery = session.ec2RoleDelivery;
  const identity: Record<string, Json> = {
    type: 'AssumedRole',
    principalId: `${role.id}:${session.sessionName}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${session.sessionName}`,
    accountId,
    accessKeyId: session.accessKeyId,
    sessionContext: context,
  };
  if (session.invokedBy) identity.invokedBy = session.invokedBy;
  return {
    identity,
    userName: session.sessionName,
    accessKeyId: session.accessKeyId,
    ip: session.invokedBy ?? origin.ip,
    agent: session.invokedBy ?? origin.agent,
    viaService: session.invokedBy !== undefined,
  };
}

/** A service acting in its own name, e.g. handing a role's credentials to an instance. */
export function serviceActor(host: string): Actor {
  return { identity: { type: 'AWSService', invokedBy: host }, ip: host, agent: host, viaService: true };
}

/** A principal of another account, as the called account's trail sees it. */
export function otherAccountActor(accountId: string, principalId: string, origin: Origin): Actor {
  return {
    identity: { type: 'AWSAccount', principalId, accountId },
    ip: origin.ip,
    agent: origin.agent,
    viaService: false,
  };
}

export function rootActor(accountId: string, origin: Origin, accessKeyId?: string): Actor {
  const identity: Record<string, Json> = {
    type: 'Root',
    principalId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
  };
  identity.accessKeyId = accessKeyId ?? '';
  return { identity, userName: 'root', accessKeyId, ip: origin.ip, agent: origin.agent, viaService: false };
}

/** A session made by GetFederationToken of an IAM user. */
export function federatedActor(
  accountId: string,
  issuer: IamUser,
  name: string,
  origin: Origin,
  session: { accessKeyId: string; startedAtMs: number },
): Actor {
  const identity: Json = {
    type: 'FederatedUser',
    principalId: `${accountId}:${name}`,
    arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
    accountId,
    accessKeyId: session.accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'IAMUser', principalId: issuer.id, arn: issuer.arn, accountId, userName: issuer.name },
      attributes: { creationDate: isoSeconds(session.startedAtMs), mfaAuthenticated: 'false' },
    },
  };
  return { identity, userName: name, accessKeyId: session.accessKeyId, ...origin, viaService: false };
}

/** The caller of AssumeRoleWithWebIdentity: nobody yet in AWS, somebody at the identity provider. */
export function webIdentityActor(provider: string, subject: string, audience: string, origin: Origin): Actor {
  const identity: Json = {
    type: 'WebIdentityUser',
    principalId: `${provider}:${audience}:${subject}`,
    userName: subject,
    identityProvider: provider,
  };
  return { identity, userName: subject, ...origin, viaService: false };
}
