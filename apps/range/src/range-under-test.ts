import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Range } from './start-range.ts';
import { type RangeOptions, startRange } from './start-range.ts';

/** Credentials in the SDK's form. */
export interface TestCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface RangeUnderTest {
  range: Range;
  folder: string;
  /** Options of an SDK client: endpoint, region, credentials. */
  config(
    region: string,
    credentials?: TestCredentials,
  ): { endpoint: string; region: string; credentials: TestCredentials };
  control(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }>;
  accountId(role: string): string;
  /** Deploys a role with these rights into an account and assumes it as the platform. */
  assume(accountRole: string, statements: object[], extra?: AssumeExtra): Promise<TestCredentials>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface AssumeExtra {
  roleName?: string;
  policy?: string;
}

export const EXTERNAL_ID = 'external-id-of-the-tests';

const OPTIONS: Omit<RangeOptions, 'dataFolder'> = {
  port: 0,
  seed: 7,
  size: 'small',
  scenario: 'leaked-key',
  timing: { snapshotMs: 600, instanceTransitionMs: 300, unhealthyAfterMs: 600, scalingTransitionMs: 200 },
};

function roleTemplate(roleName: string, trusted: string, statements: object[]) {
  const document = (entries: object[]) => ({ Version: '2012-10-17', Statement: entries });
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: { Ref: 'PlatformPrincipalArn' } },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
  };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { PlatformPrincipalArn: { Type: 'String' }, ExternalId: { Type: 'String', MinLength: 16 } },
    Resources: {
      TestRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: roleName,
          AssumeRolePolicyDocument: document([trust]),
          Policies: [{ PolicyName: 'rights', PolicyDocument: document(statements) }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['TestRole', 'Arn'] } } },
  };
  return { template, parameters: { PlatformPrincipalArn: trusted, ExternalId: EXTERNAL_ID } };
}

/** Starts a range of its own in a folder of its own. */
export async function startTestRange(over: Partial<RangeOptions> = {}): Promise<RangeUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'virga-range-'));
  const options = { ...OPTIONS, ...over, dataFolder: folder };
  let range = await startRange(options);
  const platform = (): TestCredentials => {
    const { accessKeyId, secretAccessKey } = range.summary.platform;
    return { accessKeyId, secretAccessKey };
  };
  const config = (region: string, credentials = platform()) => ({ endpoint: range.summary.url, region, credentials });
  const control: RangeUnderTest['control'] = async (method, path, body) => {
    const response = await fetch(`${range.summary.controlUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${range.summary.controlToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const accountId = (role: string): string => {
    const found = range.summary.accounts.find((account) => account.role === role);
    if (!found) throw new Error(`no account ${role}`);
    return found.accountId;
  };
  let made = 0;
  return {
    get range() {
      return range;
    },
    folder,
    config,
    control,
    accountId,
    async assume(accountRole, statements, extra = {}) {
      const roleName = extra.roleName ?? `test-role-${made++}`;
      const deployed = await control('POST', '/deploy', {
        accountId: accountId(accountRole),
        ...roleTemplate(roleName, range.summary.platform.userArn, statements),
      });
      if (deployed.status !== 200) throw new Error(JSON.stringify(deployed.json));
      const RoleArn = (deployed.json.outputs as { RoleArn: string }).RoleArn;
      const input = {
        RoleArn,
        RoleSessionName: 'ir-test',
        ExternalId: EXTERNAL_ID,
        ...(extra.policy ? { Policy: extra.policy } : {}),
      };
      const { Credentials } = await new STSClient(config('eu-west-1')).send(new AssumeRoleCommand(input));
      if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken)
        throw new Error('no credentials');
      return {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
      };
    },
    async restart() {
      await range.close();
      range = await startRange(options);
    },
    async close() {
      await range.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every right there is. */
export const EVERYTHING = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
