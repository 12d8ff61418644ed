import type { PermissionNeed } from '@virga/source-kit';

/** What the inventory and the connection test ask for, beside what the sources need. All of it only reads. */
export const platformNeeds: readonly PermissionNeed[] = (
  [
    ['ec2:DescribeRegions', 'Enabled regions'],
    ['ec2:DescribeInstances', 'Instances'],
    ['ec2:DescribeVolumes', 'Volumes, also those an instance left behind'],
    ['ec2:DescribeSnapshots', 'Snapshots that survive'],
    ['autoscaling:DescribeAutoScalingInstances', 'What a scaling group may end at any time'],
    ['iam:ListRoles', 'Roles'],
    ['iam:ListUsers', 'Users'],
    ['iam:ListAccessKeys', 'Keys of users'],
    ['iam:GetAccessKeyLastUsed', 'When and where a key was last used'],
    ['iam:SimulatePrincipalPolicy', 'Says which permissions are missing without trying them'],
    ['cloudtrail:DescribeTrails', 'Trails'],
    ['cloudtrail:GetTrailStatus', 'Whether they log'],
    ['s3:ListAllMyBuckets', 'Buckets'],
    ['s3:GetLifecycleConfiguration', 'When logs in a bucket expire'],
    ['organizations:DescribeOrganization', 'Whether there is an organisation'],
    ['organizations:ListAccounts', 'Its members'],
  ] as const
).map(([action, why]) => ({ action, grant: 'collect-read', why }));
