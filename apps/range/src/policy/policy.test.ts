import { expect, test } from 'vitest';
import { conditionContext } from './condition-context.ts';
import { doConditionsHold } from './conditions.ts';
import { checkPolicyText, MalformedPolicy, parsePolicy } from './document.ts';
import { judgeResourcePolicy } from './resource-policy.ts';
import { judgeDocuments } from './statement.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

const allow = (rest: object) => ({ Effect: 'Allow', ...rest });
const document = (...statements: object[]) =>
  parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const ask = (
  documents: ReturnType<typeof document>[],
  action: string,
  resource = '*',
  keys: Record<string, string | string[]> = {},
) => judgeDocuments(documents, { action, resource, context: conditionContext(keys) });

test('default deny, allow, explicit deny over allow in any order', () => {
  const reads = document(allow({ Action: 'ec2:Describe*', Resource: '*' }));
  const deny = document({ Effect: 'Deny', Action: '*', Resource: '*' });
  expect(ask([], 'ec2:DescribeInstances')).toBe('none');
  expect(ask([reads], 'EC2:describeinstances')).toBe('allow');
  expect(ask([reads], 'ec2:StopInstances')).toBe('none');
  expect(ask([reads, deny], 'ec2:DescribeInstances')).toBe('deny');
  expect(ask([deny, reads], 'ec2:DescribeInstances')).toBe('deny');
});

test('resources are compared with case, NotAction and NotResource leave out', () => {
  const own = document(allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/AWSLogs/*' }));
  expect(ask([own], 's3:GetObject', 'arn:aws:s3:::logs/AWSLogs/1/x.gz')).toBe('allow');
  expect(ask([own], 's3:GetObject', 'arn:aws:s3:::logs/awslogs/1/x.gz')).toBe('none');
  const notIam = document(allow({ NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret/*' }));
  expect(ask([notIam], 'iam:ListUsers')).toBe('none');
  expect(ask([notIam], 's3:GetObject', 'arn:aws:s3:::secret/a')).toBe('none');
  expect(ask([notIam], 's3:GetObject', 'arn:aws:s3:::open/a')).toBe('allow');
});

test('policy variables resolve from the request, and match nothing when they cannot', () => {
  const home = document(allow({ Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:username}/*' }));
  expect(ask([home], 's3:GetObject', 'arn:aws:s3:::home/anna/a', { 'aws:username': 'anna' })).toBe('allow');
  expect(ask([home], 's3:GetObject', 'arn:aws:s3:::home/anna/a', { 'aws:username': 'jonas' })).toBe('none');
  expect(ask([home], 's3:GetObject', 'arn:aws:s3:::home/anna/a')).toBe('none');
});

type Row = [operator: string, wanted: string | string[], actual: string | string[] | undefined, holds: boolean];
const ROWS: Row[] = [
  ['StringEquals', ['CreateSnapshot', 'CreateSnapshots'], 'CreateSnapshots', true],
  ['StringEquals', 'CreateSnapshots', 'createsnapshots', false],
  ['StringEquals', 'x', undefined, false],
  ['StringEqualsIgnoreCase', 'ABC', 'abc', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', 'a', undefined, true],
  ['StringLike', 'ir-*', 'ir-case-7', true],
  ['StringNotLike', 'ir-*', 'ir-case-7', false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'here', false],
  ['Null', 'false', 'here', true],
  ['Null', 'false', undefined, false],
  ['Bool', 'true', 'true', true],
  ['Bool', 'true', 'false', false],
  ['Bool', 'false', undefined, false],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', 'nine', false],
  ['DateLessThan', '2026-11-22T10:00:00Z', '2026-11-22T09:59:59Z', true],
  ['DateLessThan', '2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z', false],
  ['DateGreaterThan', '1700000000', '2026-11-22T10:00:00Z', true],
  ['IpAddress', '192.0.2.0/24', '192.0.2.77', true],
  ['IpAddress', '192.0.2.0/24', '198.51.100.1', false],
  ['NotIpAddress', ['192.0.2.0/24', '203.0.113.0/24'], '203.0.113.9', false],
  ['ArnLike', 'arn:aws:iam::*:role/IR*', 'arn:aws:iam::111122223333:role/IRCollect', true],
  ['ArnLike', 'arn:aws:*:role/IRCollect', 'arn:aws:iam::111122223333:role/IRCollect', false],
  ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b', true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAnyValue:StringEquals', ['a'], ['c', 'a'], true],
  ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ['NoSuchOperator', 'a', 'a', false],
];

test.each(ROWS)('%s %j against %j: %s', (operator, wanted, actual, holds) => {
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const context = conditionContext({ 'Key:Name': actual });
  expect(doConditionsHold({ [operator]: { 'key:name': list } }, context)).toBe(holds);
});

test('revoked sessions: only tokens issued before the moment are denied, long-lived keys are not', () => {
  const revoke = document({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-22T10:00:00Z' } },
  });
  expect(ask([revoke], 's3:GetObject', '*', { 'aws:TokenIssueTime': '2026-11-22T09:00:00Z' })).toBe('deny');
  expect(ask([revoke], 's3:GetObject', '*', { 'aws:TokenIssueTime': '2026-11-22T10:00:00Z' })).toBe('none');
  expect(ask([revoke], 's3:GetObject', '*')).toBe('none');
});

test('resource policies: named principal, account, other account, ExternalId, deny', () => {
  const caller = {
    kind: 'user' as const,
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/broker',
    userId: 'AIDA',
    accessKeyId: 'AKIA',
  };
  const judge = (statement: object, keys: Record<string, string> = {}) =>
    judgeResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), caller, {
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::999:role/r',
      context: conditionContext(keys),
    });
  const trust = (principal: unknown, rest: object = {}) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...rest,
  });
  expect(judge(trust({ AWS: caller.arn }))).toBe('allow-principal');
  expect(judge(trust({ AWS: '111122223333' }))).toBe('allow-account');
  expect(judge(trust({ AWS: 'arn:aws:iam::111122223333:root' }))).toBe('allow-account');
  expect(judge(trust({ AWS: 'arn:aws:iam::444455556666:root' }))).toBe('none');
  expect(judge(trust({ Service: 'ec2.amazonaws.com' }))).toBe('none');
  const guarded = trust({ AWS: caller.arn }, { Condition: { StringEquals: { 'sts:ExternalId': 'right' } } });
  expect(judge(guarded, { 'sts:ExternalId': 'right' })).toBe('allow-principal');
  expect(judge(guarded, { 'sts:ExternalId': 'wrong' })).toBe('none');
  expect(judge(guarded)).toBe('none');
  expect(judge({ ...trust('*'), Effect: 'Deny' })).toBe('deny');
});

test('malformed documents are refused as IAM refuses them', () => {
  for (const text of [
    '{',
    '{}',
    '{"Statement":[{"Effect":"allow","Action":"*","Resource":"*"}]}',
    '{"Statement":[{"Effect":"Allow","Resource":"*"}]}',
  ]) {
    expect(() => parsePolicy(text)).toThrow(MalformedPolicy);
  }
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*' }] });
  expect(() => checkPolicyText(text, 'identity')).toThrow('resources');
  expect(() => checkPolicyText(text, 'trust')).toThrow('principals');
});

test('wildcards', () => {
  expect(matchesWildcard('a?c*', 'abcdef')).toBe(true);
  expect(matchesWildcard('a.c', 'abc')).toBe(false);
  expect(matchesArn('arn:aws:ec2:*::snapshot/*', 'arn:aws:ec2:eu-west-1::snapshot/snap-1')).toBe(true);
});
