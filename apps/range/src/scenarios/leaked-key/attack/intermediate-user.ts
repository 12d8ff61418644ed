/** A user made in passing, used, and deleted days later: known from logs only. */
import { type Actor, userActor } from '../../../estate/actors.ts';
import { newAccessKey, newUser } from '../../../estate/builders.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';

/** Created and deleted again: known from logs only. Every character is one that IAM allows in a user name. */
export const VANISHED_USER = '=cmd+tmp.migration@7';
const ADMIN_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** A user made only to make others look elsewhere, and deleted again. Its agent carries a line break. */
export function playIntermediateUser(script: Script, web: Actor): Actor {
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
  script.step('create-intermediate-user', { principal: `assumed-role/${WEB_ROLE}`, affected: [user.arn] }, [
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
  ]);
  searchSecrets(script, actor, user.arn, madeMs);
  return actor;
}

/** What the intermediate user was used for. One name carries a NUL. */
function searchSecrets(script: Script, actor: Actor, principal: string, madeMs: number): void {
  const base = { accountId: script.cast.accounts.production, region: 'eu-west-1' };
  script.step('intermediate-user-discovery', { principal, affected: ['shop/database'] }, [
    { ...base, actor, atMs: madeMs + 10 * MINUTE_MS, service: 'sts', name: 'GetCallerIdentity' },
    {
      ...base,
      actor,
      atMs: madeMs + 11 * MINUTE_MS,
      service: 'secretsmanager',
      name: 'ListSecrets',
      request: { maxResults: 100 },
    },
    {
      ...base,
      actor,
      atMs: madeMs + 12 * MINUTE_MS,
      service: 'secretsmanager',
      name: 'GetSecretValue',
      request: { secretId: 'shop/database' },
    },
    {
      ...base,
      actor,
      atMs: madeMs + 13 * MINUTE_MS,
      service: 'secretsmanager',
      name: 'GetSecretValue',
      request: { secretId: 'shop/payment\u0000.bak' },
      error: {
        code: 'ValidationException',
        message: 'Invalid name. Must be a valid name containing alphanumeric characters: shop/payment\u0000.bak',
      },
    },
  ]);
}
