import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DeleteRolePolicyCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListRoles,
  SimulatePrincipalPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, type RangeUnderTest, startTestRange } from '../../range-under-test.ts';

let rig: RangeUnderTest;
let iam: IAMClient;
beforeAll(async () => {
  rig = await startTestRange();
  iam = new IAMClient(rig.config('us-east-1', await rig.assume('production', EVERYTHING)));
});
afterAll(() => rig.close());

const staged = () => rig.range.estate.accounts[rig.accountId('production')]!.iam;

test('users, roles, keys, policies read as staged', async () => {
  const users = (await iam.send(new ListUsersCommand({}))).Users!;
  expect(users.map((user) => user.UserName).sort()).toEqual(Object.keys(staged().users).sort());
  const withKey = Object.values(staged().users).find((user) => user.accessKeys.length > 0)!;
  const keys = (await iam.send(new ListAccessKeysCommand({ UserName: withKey.name }))).AccessKeyMetadata!;
  expect(keys.map((key) => key.AccessKeyId)).toEqual(withKey.accessKeys.map((key) => key.id));
  const used = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: withKey.accessKeys[0]!.id }));
  expect(used.UserName).toBe(withKey.name);
  const names: string[] = [];
  for await (const page of paginateListRoles({ client: iam, pageSize: 3 }, {}))
    names.push(...page.Roles!.map((role) => role.RoleName!));
  expect(names.sort()).toEqual(Object.keys(staged().roles).sort());
  const role = Object.values(staged().roles).find((entry) => Object.keys(entry.inlinePolicies).length > 0)!;
  const read = (await iam.send(new GetRoleCommand({ RoleName: role.name }))).Role!;
  expect(decodeURIComponent(read.AssumeRolePolicyDocument!)).toBe(role.trustPolicy);
  const [PolicyName] = (await iam.send(new ListRolePoliciesCommand({ RoleName: role.name }))).PolicyNames!;
  const inline = await iam.send(new GetRolePolicyCommand({ RoleName: role.name, PolicyName }));
  expect(decodeURIComponent(inline.PolicyDocument!)).toBe(role.inlinePolicies[PolicyName!]);
  await expect(iam.send(new GetUserCommand({ UserName: 'nobody' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('managed policies, instance profiles, aliases, summary', async () => {
  const holder = Object.values(staged().roles).find((role) => role.attachedPolicyArns.length > 0)!;
  const attached = (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: holder.name }))).AttachedPolicies!;
  const PolicyArn = attached[0]!.PolicyArn!;
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId }));
  expect(JSON.parse(decodeURIComponent(version.PolicyVersion!.Document!))).toHaveProperty('Statement');
  const profiles = (await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles!;
  const InstanceProfileName = profiles[0]!.InstanceProfileName;
  expect((await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile?.Roles?.length).toBe(
    1,
  );
  expect(await iam.send(new ListAccountAliasesCommand({}))).toHaveProperty('AccountAliases');
  expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap?.Users).toBe(Object.keys(staged().users).length);
});

test('authorization details in pages hold every principal once; the credential report lists every user', async () => {
  const seen: string[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 7 }, {})) {
    seen.push(...page.UserDetailList!.map((user) => user.Arn!), ...page.RoleDetailList!.map((role) => role.Arn!));
  }
  const all = [...Object.values(staged().users), ...Object.values(staged().roles)].map((entry) => entry.arn);
  expect(seen.sort()).toEqual(all.sort());
  await expect(iam.send(new GetCredentialReportCommand({}))).rejects.toMatchObject({
    name: 'CredentialReportNotPresentException',
  });
  expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe('STARTED');
  const csv = Buffer.from((await iam.send(new GetCredentialReportCommand({}))).Content!).toString('utf8');
  expect(csv.split('\n')).toHaveLength(Object.keys(staged().users).length + 2);
});

test('DenyAll on a role stops its sessions, lifting it gives them back', async () => {
  const session = await rig.assume('production', EVERYTHING, { roleName: 'Victim' });
  const ec2 = new EC2Client(rig.config('eu-west-1', session));
  await ec2.send(new DescribeVpcsCommand({}));
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
  const input = { RoleName: 'Victim', PolicyName: 'IR-DenyAll-1', PolicyDocument: JSON.stringify(deny) };
  await iam.send(new PutRolePolicyCommand(input));
  await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
    message: expect.stringContaining('with an explicit deny in an identity-based policy'),
  });
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'Victim', PolicyName: 'IR-DenyAll-1' }));
  await ec2.send(new DescribeVpcsCommand({}));
  await expect(iam.send(new PutRolePolicyCommand({ ...input, PolicyDocument: '{' }))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});

test('revoking older sessions by TokenIssueTime leaves new ones', async () => {
  const old = await rig.assume('production', EVERYTHING, { roleName: 'Revoked' });
  await new Promise((done) => setTimeout(done, 1100));
  const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  const Condition = { DateLessThan: { 'aws:TokenIssueTime': now } };
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }] };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'Revoked',
      PolicyName: 'AWSRevokeOlderSessions',
      PolicyDocument: JSON.stringify(document),
    }),
  );
  const refused = new EC2Client(rig.config('eu-west-1', old)).send(new DescribeVpcsCommand({}));
  await expect(refused).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test('a deactivated key and a denied user', async () => {
  const user = Object.values(staged().users).find((entry) => entry.accessKeys.some((key) => key.status === 'Active'))!;
  const key = user.accessKeys.find((entry) => entry.status === 'Active')!;
  const sts = new STSClient({
    ...rig.config('eu-west-1', { accessKeyId: key.id, secretAccessKey: key.secret }),
    maxAttempts: 1,
  });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(user.arn);
  await iam.send(new UpdateAccessKeyCommand({ UserName: user.name, AccessKeyId: key.id, Status: 'Inactive' }));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  const deny = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });
  await iam.send(new PutUserPolicyCommand({ UserName: user.name, PolicyName: 'IR-DenyAll-1', PolicyDocument: deny }));
  await iam.send(new UpdateAccessKeyCommand({ UserName: user.name, AccessKeyId: key.id, Status: 'Active' }));
  const ec2 = new EC2Client({ ...rig.config('eu-west-1', { accessKeyId: key.id, secretAccessKey: key.secret }) });
  await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test('SimulatePrincipalPolicy, service-linked roles, and what a narrow role may not', async () => {
  const role = (await iam.send(new GetRoleCommand({ RoleName: 'Victim' }))).Role!;
  const simulated = await iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: role.Arn, ActionNames: ['ec2:StopInstances'] }),
  );
  expect(simulated.EvaluationResults).toMatchObject([{ EvalActionName: 'ec2:StopInstances', EvalDecision: 'allowed' }]);
  const linked = Object.values(staged().roles).find((entry) => entry.isServiceLinked);
  if (!linked) throw new Error('the scenario has no service-linked role');
  const change = new UpdateAssumeRolePolicyCommand({ RoleName: linked.name, PolicyDocument: linked.trustPolicy });
  await expect(iam.send(change)).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
  const narrow = await rig.assume('production', [{ Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' }]);
  const limited = new IAMClient(rig.config('us-east-1', narrow));
  expect((await limited.send(new ListRolesCommand({ MaxItems: 1 }))).IsTruncated).toBe(true);
  await expect(limited.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
});
