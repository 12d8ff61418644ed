import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';

type Probe = (session: AwsSession, region: string) => Promise<unknown>;

/** Harmless reads, for accounts that do not allow SimulatePrincipalPolicy. DryRun asks EC2 for the right alone. */
const probes: Record<string, Probe> = {
  'ec2:DescribeRegions': (session, region) => session.ec2(region).describeRegions({ DryRun: true }),
  'ec2:DescribeInstances': (session, region) => session.ec2(region).describeInstances({ DryRun: true }),
  'ec2:DescribeVolumes': (session, region) => session.ec2(region).describeVolumes({ DryRun: true }),
  'ec2:DescribeSnapshots': (session, region) =>
    session.ec2(region).describeSnapshots({ DryRun: true, OwnerIds: ['self'] }),
  'ec2:DescribeSecurityGroups': (session, region) => session.ec2(region).describeSecurityGroups({ DryRun: true }),
  'ec2:DescribeNetworkInterfaces': (session, region) => session.ec2(region).describeNetworkInterfaces({ DryRun: true }),
  'cloudtrail:DescribeTrails': (session, region) => session.cloudTrail(region).describeTrails({}),
  'cloudtrail:LookupEvents': (session, region) => session.cloudTrail(region).lookupEvents({ MaxResults: 1 }),
  'iam:ListRoles': (session) => session.iam().listRoles({ MaxItems: 1 }),
  'iam:ListUsers': (session) => session.iam().listUsers({ MaxItems: 1 }),
  's3:ListAllMyBuckets': (session) => session.s3(session.globalRegion).listBuckets({}),
  'organizations:DescribeOrganization': (session) => session.organizations().describeOrganization({}),
};

export type ProbeAnswer = 'allowed' | 'missing' | 'undetermined';

/** Whether an action of the collect-read grant is allowed, by trying something that changes nothing. */
export async function probe(session: AwsSession, region: string, action: string): Promise<ProbeAnswer> {
  const ask = probes[action];
  if (!ask) return 'undetermined';
  try {
    await ask(session, region);
    return 'allowed';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.facts.awsCode === 'DryRunOperation' || error.code === 'cloud.not_enabled') return 'allowed';
    return error.code === 'cloud.access_denied' ? 'missing' : 'undetermined';
  }
}
