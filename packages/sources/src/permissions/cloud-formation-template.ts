import { type Grant, grants, type JsonValue } from '@virga/domain';
import type { PermissionNeed } from '@virga/source-kit';
import { permissionsOf } from './permissions-of.ts';
import { statementsOf } from './statements.ts';

/** Names say whose they are and nothing of cases, evidence or responders (forensics.md, 4). */
export const roleNames: Record<Grant, string> = {
  'collect-read': 'VirgaCollectRead',
  'collect-write': 'VirgaCollectWrite',
  'collect-live': 'VirgaCollectLive',
  contain: 'VirgaContain',
};

const parameters = {
  PlatformPrincipalArn: { Type: 'String', Description: 'ARN of the principal that the platform signs with.' },
  ExternalId: { Type: 'String', MinLength: 16, NoEcho: true, Description: 'Given by the platform for this account.' },
  LogBucketArn: {
    Type: 'String',
    Default: 'arn:aws:s3:::*',
    Description: 'Bucket that trails deliver to; a pattern when there are several.',
  },
  EvidenceKeyArn: {
    Type: 'String',
    Default: 'arn:aws:kms:*:*:key/*',
    Description: 'KMS keys of volumes and logs that may be read.',
  },
};

/**
 * CloudFormation template (JSON value) with one role per grant that has any needs, trusting the platform's principal
 * with its ExternalId. `needs`: those of the sources, of the platform and of the containment actions.
 */
export function cloudFormationTemplate(needs: readonly PermissionNeed[]): JsonValue {
  const used = grants.filter((grant) => needs.some((need) => need.grant === grant));
  const resources = used.map((grant) => [logicalId(grant), role(grant, permissionsOf(needs, grant))] as const);
  const outputs = used.map((grant) => [
    `${logicalId(grant)}Arn`,
    { Description: `Role for ${grant}`, Value: { 'Fn::GetAtt': [logicalId(grant), 'Arn'] } },
  ]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Roles for the Virga platform: reading, snapshots, live collection and containment, never merged.',
    Parameters: parameters,
    Resources: Object.fromEntries(resources),
    Outputs: Object.fromEntries(outputs),
  } as JsonValue;
}

function logicalId(grant: Grant): string {
  return roleNames[grant].replace(/^Virga/, '');
}

function role(grant: Grant, needs: readonly PermissionNeed[]): JsonValue {
  const Statement = statementsOf(needs, (pattern) => (pattern.includes('${') ? { 'Fn::Sub': pattern } : pattern));
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: roleNames[grant],
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: { Ref: 'PlatformPrincipalArn' } },
            Action: ['sts:AssumeRole'],
            Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
          },
        ],
      },
      Policies: [{ PolicyName: grant, PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  } as unknown as JsonValue;
}
