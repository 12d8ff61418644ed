/**
 * The resources that LookupEvents names beside an event: worked out from the identifiers in a record's
 * parameters and reply, as CloudTrail does for the types it knows.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-supported-resource-types.html
 */
import type { Json } from './trail-record.ts';

export interface NamedResource {
  type: string;
  name: string;
}

/** Member name → resource type. */
const TYPES: Record<string, string> = {
  instanceId: 'AWS::EC2::Instance',
  volumeId: 'AWS::EC2::Volume',
  snapshotId: 'AWS::EC2::Snapshot',
  groupId: 'AWS::EC2::SecurityGroup',
  networkInterfaceId: 'AWS::EC2::NetworkInterface',
  vpcId: 'AWS::EC2::VPC',
  subnetId: 'AWS::EC2::Subnet',
  imageId: 'AWS::EC2::Ami',
  keyName: 'AWS::EC2::KeyPair',
  allocationId: 'AWS::EC2::EIP',
  userName: 'AWS::IAM::User',
  roleName: 'AWS::IAM::Role',
  roleArn: 'AWS::IAM::Role',
  groupName: 'AWS::IAM::Group',
  policyArn: 'AWS::IAM::Policy',
  accessKeyId: 'AWS::IAM::AccessKey',
  instanceProfileName: 'AWS::IAM::InstanceProfile',
  bucketName: 'AWS::S3::Bucket',
  trailName: 'AWS::CloudTrail::Trail',
  trailARN: 'AWS::CloudTrail::Trail',
  autoScalingGroupName: 'AWS::AutoScaling::AutoScalingGroup',
  functionName: 'AWS::Lambda::Function',
  secretId: 'AWS::SecretsManager::Secret',
};

/** Every resource named in a record, each once, in the order of its appearance. */
export function resourcesIn(...parts: Json[]): NamedResource[] {
  const found = new Map<string, NamedResource>();
  for (const part of parts) walk(part, found);
  return [...found.values()];
}

function walk(value: Json, found: Map<string, NamedResource>): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, found);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (typeof value.ARN === 'string' && typeof value.type === 'string') add(found, value.type, value.ARN);
  for (const [name, member] of Object.entries(value)) {
    const type = TYPES[name];
    if (type !== undefined && typeof member === 'string') add(found, type, member);
    else walk(member, found);
  }
}

function add(found: Map<string, NamedResource>, type: string, name: string): void {
  found.set(`${type} ${name}`, { type, name });
}
