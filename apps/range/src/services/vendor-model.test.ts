import { Readable } from 'node:stream';
import * as scaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from 'vitest';
import { FaultBoard } from '../control/faults.ts';
import { stageScenario } from '../control/scenario-registry.ts';
import type { Account, Instance, RegionState } from '../estate/types.ts';
import type { Params, ServiceHandler } from '../wire/service.ts';
import { ServiceError } from '../wire/service.ts';
import { createCall } from '../wire/service-call.ts';
import { allServices } from './index.ts';

/**
 * The range's replies and required parameters against the vendor's published model, as the SDK packages carry it.
 * Schema forms read from @smithy/core 3: [3, ns, name, traits, members, schemas, requiredCount] structures,
 * [1, ns, name, traits, member] lists, [9, ns, name, traits, input, output] operations; `[schema, traits]` members.
 */
const MODELS: Record<string, Record<string, unknown>> = { ec2, iam, sts, autoscaling: scaling, ssm, organizations };
const NOW = Date.UTC(2026, 10, 22, 12);

type Schema = unknown;
const unwrap = (schema: Schema): Schema => {
  const value = typeof schema === 'function' ? (schema as () => Schema)() : schema;
  return Array.isArray(value) && typeof value[1] !== 'string' ? unwrap(value[0]) : value;
};
const traitsOf = (schema: Schema): Record<string, unknown> =>
  Array.isArray(schema) && typeof schema[1] === 'object' && schema[1] !== null
    ? (schema[1] as Record<string, unknown>)
    : {};

interface Structure {
  names: string[];
  schemas: Schema[];
  required: number;
}

function structure(schema: Schema): Structure | undefined {
  if (!Array.isArray(schema) || schema[0] !== 3) return undefined;
  return { names: schema[4] as string[], schemas: schema[5] as Schema[], required: Number(schema[6] ?? 0) };
}

/** Paths in a reply that the vendor's model does not know. */
function strangers(value: unknown, given: Schema, path: string): string[] {
  if (value === undefined || value === null) return [];
  const schema = unwrap(given);
  if (Array.isArray(value)) {
    if (typeof schema === 'number')
      return (schema & 64) === 64 || schema === 15 ? [] : [`${path}: list, model has a scalar`];
    if (!Array.isArray(schema) || schema[0] !== 1) return [`${path}: list, model has none`];
    return value.flatMap((entry, i) => (i < 3 ? strangers(entry, schema[4], `${path}[]`) : []));
  }
  if (typeof value !== 'object') return structure(schema) ? [`${path}: text, model has a structure`] : [];
  if ((Array.isArray(schema) && schema[0] === 2) || (typeof schema === 'number' && (schema & 128) === 128)) return [];
  const known = structure(schema);
  if (!known) return [`${path}: structure, model has none`];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (inner === undefined) return []; // not written
    const at = known.schemas.findIndex((member, i) => (traitsOf(member).xmlName ?? known.names[i]) === name);
    if (at >= 0) return strangers(inner, known.schemas[at], `${path}.${name}`);
    // EC2 answers `return` on calls whose model has no output.
    return name === 'return' ? [] : [`${path}.${name}`];
  });
}

const operationModel = (service: string, operation: string): unknown[] | undefined =>
  MODELS[service]?.[`${operation}$`] as unknown[] | undefined;

const handlers = allServices().filter((handler) => MODELS[handler.service]);
const operations = handlers.flatMap((handler) =>
  Object.keys(handler.operations).map((name) => [handler, name] as const),
);

test.each(operations.map(([handler, name]) => [handler.service, name]))(
  '%s %s is an operation of the vendor',
  (service, name) => {
    expect(operationModel(service, name)).toBeDefined();
  },
);

/** Where the model calls nothing required, or by another name, though the service does refuse the call without it. */
const STRICTER: Record<string, string[]> = {
  'ec2 AssociateAddress': ['AllocationId'],
  'ec2 RevokeSecurityGroupIngress': ['GroupId'],
  'ec2 AuthorizeSecurityGroupIngress': ['GroupId'],
  'ec2 ReplaceIamInstanceProfileAssociation': [],
};

test.each(operations)('required members of $1', (handler: ServiceHandler, name: string) => {
  const model = operationModel(handler.service, name);
  const input = structure(unwrap(model?.[4]));
  const wanted = (input?.names.slice(0, input.required) ?? []).map((member, i) => {
    const traits = traitsOf(input?.schemas[i]);
    const wire = String(traits.ec2QueryName ?? traits.xmlName ?? member);
    return handler.protocol === 'ec2' ? wire.charAt(0).toUpperCase() + wire.slice(1) : member;
  });
  const ours = (handler.operations[name]?.required ?? []).map((path) => path.split('.')[0] ?? '');
  expect(ours).toEqual(expect.arrayContaining(wanted));
  const beyond = ours.filter((member) => !wanted.includes(member));
  expect(beyond.every((member) => (STRICTER[`${handler.service} ${name}`] ?? [member]).includes(member))).toBe(true);
});

let account: Account;
let region: RegionState;
let target: Instance;
let staged: ReturnType<typeof stageScenario>;

beforeAll(() => {
  staged = stageScenario('leaked-key', { seed: 7, size: 'small', nowMs: NOW });
  account = Object.values(staged.estate.accounts).find((entry) => entry.role === 'production')!;
  region = account.regions['eu-west-1']!;
  target = Object.values(region.instances).find((entry) => entry.connections.length > 0)!;
});

async function reply(service: string, operation: string, params: Params) {
  const handler = handlers.find((entry) => entry.service === service)!;
  const timing = { snapshotMs: 1, instanceTransitionMs: 1, unhealthyAfterMs: 1, scalingTransitionMs: 1 };
  const origin = { estate: staged.estate, faults: new FaultBoard(), timing, secret: Buffer.alloc(32, 1) };
  const principal = {
    kind: 'root' as const,
    accountId: account.id,
    arn: `arn:aws:iam::${account.id}:root`,
    userId: account.id,
    accessKeyId: 'AKIA',
  };
  const where = {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    sourceIp: '192.0.2.1',
    userAgent: 'test',
  };
  const facts = {
    service,
    operation,
    params,
    principal,
    region: 'eu-west-1',
    requestId: `${operation}-1`,
    nowMs: NOW,
    ...where,
  };
  return handler.operations[operation]!.handle(createCall(origin, facts, () => Readable.from([])));
}

const first = (record: Record<string, unknown>): string => Object.keys(record)[0]!;
const CALLS: [service: string, operation: string, params: () => Params][] = [
  ['ec2', 'DescribeRegions', () => ({})],
  ['ec2', 'DescribeAvailabilityZones', () => ({})],
  ['ec2', 'DescribeInstances', () => ({})],
  ['ec2', 'DescribeInstanceStatus', () => ({ IncludeAllInstances: 'true' })],
  ...(['userData', 'groupSet', 'blockDeviceMapping', 'disableApiStop', 'enclaveOptions', 'kernel'] as const).map(
    (Attribute): [string, string, () => Params] => [
      'ec2',
      'DescribeInstanceAttribute',
      () => ({ InstanceId: target.id, Attribute }),
    ],
  ),
  ['ec2', 'DescribeVolumes', () => ({})],
  ['ec2', 'DescribeSnapshots', () => ({})],
  ['ec2', 'DescribeNetworkInterfaces', () => ({})],
  ['ec2', 'DescribeSecurityGroups', () => ({})],
  ['ec2', 'DescribeSecurityGroupRules', () => ({})],
  ['ec2', 'DescribeVpcs', () => ({})],
  ['ec2', 'DescribeSubnets', () => ({})],
  ['ec2', 'DescribeRouteTables', () => ({})],
  ['ec2', 'DescribeNetworkAcls', () => ({})],
  ['ec2', 'DescribeFlowLogs', () => ({})],
  ['ec2', 'DescribeAddresses', () => ({})],
  ['ec2', 'DescribeImages', () => ({})],
  ['ec2', 'DescribeTags', () => ({})],
  ['ec2', 'DescribeIamInstanceProfileAssociations', () => ({})],
  ['ec2', 'GetConsoleOutput', () => ({ InstanceId: target.id })],
  ['ec2', 'GetConsoleScreenshot', () => ({ InstanceId: target.id })],
  ['ec2', 'CreateSnapshots', () => ({ InstanceSpecification: { InstanceId: target.id } })],
  ['ec2', 'CreateSnapshot', () => ({ VolumeId: first(region.volumes) })],
  [
    'ec2',
    'LockSnapshot',
    () => ({ SnapshotId: first(region.snapshots), LockMode: 'governance', LockDuration: '2', CoolOffPeriod: '1' }),
  ],
  ['ec2', 'UnlockSnapshot', () => ({ SnapshotId: first(region.snapshots) })],
  [
    'ec2',
    'DescribeSnapshotAttribute',
    () => ({ SnapshotId: first(region.snapshots), Attribute: 'createVolumePermission' }),
  ],
  ['ec2', 'CreateSecurityGroup', () => ({ GroupName: 'q', GroupDescription: 'q', VpcId: target.vpcId })],
  [
    'ec2',
    'AuthorizeSecurityGroupIngress',
    () => ({
      GroupId: first(region.securityGroups),
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: '1', ToPort: '1', IpRanges: [{ CidrIp: '192.0.2.1/32' }] }],
    }),
  ],
  [
    'ec2',
    'RevokeSecurityGroupIngress',
    () => ({
      GroupId: first(region.securityGroups),
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: '1', ToPort: '1', IpRanges: [{ CidrIp: '192.0.2.1/32' }] }],
    }),
  ],
  ['ec2', 'CreateNetworkAcl', () => ({ VpcId: target.vpcId })],
  ['ec2', 'StopInstances', () => ({ InstanceId: [target.id] })],
  ['iam', 'ListUsers', () => ({})],
  ['iam', 'ListRoles', () => ({})],
  ['iam', 'GetRole', () => ({ RoleName: first(account.iam.roles) })],
  ['iam', 'GetUser', () => ({ UserName: first(account.iam.users) })],
  ['iam', 'ListAccessKeys', () => ({ UserName: first(account.iam.users) })],
  [
    'iam',
    'CreateAccessKey',
    () => ({ UserName: Object.values(account.iam.users).find((user) => user.accessKeys.length < 2)!.name }),
  ],
  ['iam', 'ListPolicies', () => ({})],
  ['iam', 'ListInstanceProfiles', () => ({})],
  ['iam', 'ListGroups', () => ({})],
  ['iam', 'GetAccountAuthorizationDetails', () => ({ MaxItems: '1000' })],
  ['iam', 'GetAccountSummary', () => ({})],
  ['iam', 'GenerateCredentialReport', () => ({})],
  ['iam', 'GetCredentialReport', () => ({})],
  [
    'iam',
    'SimulatePrincipalPolicy',
    () => ({ PolicySourceArn: Object.values(account.iam.roles)[0]!.arn, ActionNames: ['s3:GetObject'] }),
  ],
  ['sts', 'GetCallerIdentity', () => ({})],
  ['autoscaling', 'DescribeAutoScalingGroups', () => ({})],
  ['autoscaling', 'DescribeAutoScalingInstances', () => ({})],
  ['autoscaling', 'DescribeScalingActivities', () => ({})],
  [
    'autoscaling',
    'EnterStandby',
    () => ({
      AutoScalingGroupName: first(region.autoScalingGroups),
      InstanceIds: [Object.values(region.autoScalingGroups)[0]!.instances[0]!.instanceId],
      ShouldDecrementDesiredCapacity: 'false',
    }),
  ],
  ['ssm', 'DescribeInstanceInformation', () => ({})],
  ['organizations', 'DescribeOrganization', () => ({})],
];

describe('every member of a reply is one that the vendor’s model has [F14.vendor-model]', () => {
  test.each(CALLS)('%s %s', async (service, operation, params) => {
    const given = await Promise.resolve(reply(service, operation, params())).catch((error: unknown) => {
      throw error instanceof ServiceError ? new Error(`${error.code}: ${error.message}`) : error;
    });
    const model = operationModel(service, operation);
    const tree =
      service === 'iam' && operation === 'GetAccountSummary' ? { SummaryMap: {} } : (given.xml ?? given.json);
    expect(strangers(tree, model?.[5], operation)).toEqual([]);
  });
});
