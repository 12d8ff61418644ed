import { type AwsSession, openAwsSession } from '@virga/cloud/aws';
import type { RangeFacts } from '../setup/range-file.ts';
import type { StagedWorker } from './staged-worker.ts';

const externalId = 'attacker-in-the-account';

/** Somebody who is admin in the account that we collect from (forensics.md, 4): he may terminate, delete and change trust. */
export async function accountAttacker(stage: StagedWorker, role = 'production'): Promise<AwsSession> {
  const { externalAccountId } = stage.account(role);
  const { platform, url } = stage.range.ready as unknown as RangeFacts;
  const statement = (fields: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...fields }] });
  const template = {
    Resources: {
      Admin: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'intruder',
          AssumeRolePolicyDocument: statement({ Principal: { AWS: platform.userArn }, Action: 'sts:AssumeRole' }),
          Policies: [{ PolicyName: 'all', PolicyDocument: statement({ Action: '*', Resource: '*' }) }],
        },
      },
    },
  };
  const body = { accountId: externalAccountId, template, parameters: {} };
  const { roles } = (await stage.control('POST', '/deploy', body)) as { roles: { arn: string }[] };
  const { accessKeyId, secretAccessKey } = platform;
  const base = { accessKeyId, secretAccessKey };
  return openAwsSession({
    account: { externalAccountId, partition: 'aws', staged: true },
    credentials: { kind: 'role', base, roleArns: { 'collect-read': roles[0]!.arn }, externalId },
    endpoint: { url },
    sessionName: 'intruder',
  });
}
