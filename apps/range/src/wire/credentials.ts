import type { Account, Estate, IamUser, TemporarySession } from '../estate/types.ts';
import type { Principal } from './service.ts';

/** The secret behind an access key id, and whom it speaks for. */
export interface KnownCredential {
  secret: string;
  principal: Principal;
  session?: TemporarySession;
  /** Only for long-lived keys, to stamp "last used". */
  user?: IamUser;
}

const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function userPrincipal(account: Account, user: IamUser, accessKeyId: string): Principal {
  return { kind: 'user', accountId: account.id, arn: user.arn, userId: user.id, accessKeyId, userName: user.name };
}

function sessionPrincipal(session: TemporarySession): Principal {
  const shared = {
    accountId: session.accountId,
    userId: session.principalId,
    accessKeyId: session.accessKeyId,
    tokenIssuedMicros: BigInt(session.issuedAtMs) * 1000n,
    ...(session.sessionPolicies.length > 0 ? { sessionPolicies: session.sessionPolicies } : {}),
    ...(session.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }),
  };
  const name = lastSegment(session.principalArn);
  if (session.kind === 'user') return { kind: 'user', arn: session.principalArn, userName: name, ...shared };
  const sessionName = session.sessionName ?? '';
  return {
    kind: 'assumed-role',
    arn: `arn:aws:sts::${session.accountId}:assumed-role/${name}/${sessionName}`,
    roleName: name,
    roleArn: session.principalArn,
    roleSessionName: sessionName,
    ...shared,
  };
}

/** Finds credentials in an estate; long-lived keys are indexed, because every block read asks for one. */
export function createCredentialFinder(estate: Estate): (accessKeyId: string) => KnownCredential | undefined {
  const owners = new Map<string, { accountId: string; userName: string }>();
  const lookUp = (accessKeyId: string): KnownCredential | undefined => {
    const owner = owners.get(accessKeyId);
    const account = owner && estate.accounts[owner.accountId];
    const user = owner && account?.iam.users[owner.userName];
    const key = user?.accessKeys.find((k) => k.id === accessKeyId);
    if (!account || !user || !key || key.status !== 'Active') return undefined;
    return { secret: key.secret, principal: userPrincipal(account, user, key.id), user };
  };
  const reindex = (): void => {
    owners.clear();
    for (const account of Object.values(estate.accounts)) {
      for (const user of Object.values(account.iam.users)) {
        for (const key of user.accessKeys) owners.set(key.id, { accountId: account.id, userName: user.name });
      }
    }
  };
  return (accessKeyId) => {
    const session = estate.sessions[accessKeyId];
    if (session) return { secret: session.secret, principal: sessionPrincipal(session), session };
    const found = lookUp(accessKeyId);
    if (found) return found;
    reindex();
    return lookUp(accessKeyId);
  };
}
