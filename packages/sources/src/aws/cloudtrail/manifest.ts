import type { SourceManifest } from '@virga/source-kit';
import { z } from 'zod';
import { templateParameter } from '../template-parameter.ts';

export const lookupKeys = [
  'AccessKeyId',
  'Username',
  'ResourceName',
  'ResourceType',
  'EventName',
  'EventSource',
  'EventId',
] as const;

const parameters = z
  .strictObject({
    mode: z.enum(['trail', 'lookup']).default('trail'),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    trail: z.string().max(256).default(''),
    accounts: z
      .array(z.string().regex(/^\d{12}$/))
      .max(1000)
      .default([]),
    regions: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/))
      .max(60)
      .default([]),
    lookupKey: z.enum(['', ...lookupKeys]).default(''),
    lookupValue: z.string().max(2000).default(''),
    maxRequests: z.int().min(1).max(100_000).default(2_000),
  })
  .refine((given) => Date.parse(given.from) < Date.parse(given.to), { error: 'from must be before to', path: ['from'] })
  .refine((given) => (given.lookupKey === '') === (given.lookupValue === ''), {
    error: 'lookupKey and lookupValue belong together',
    path: ['lookupValue'],
  });

export type CloudTrailParameters = z.infer<typeof parameters>;

const logBucket = templateParameter('LogBucketArn');

export const cloudTrailManifest: SourceManifest<typeof parameters> = {
  id: 'aws/cloudtrail',
  title: 'CloudTrail',
  provider: 'aws',
  brings: 'Who called which API, when, from where, with which credential, and whether it was allowed.',
  parameters,
  hints: {
    mode: {
      label: 'Where from',
      help: 'trail: log files delivered to S3, checked against their digest chain. lookup: the event history of 90 days, management events only.',
    },
    from: { label: 'From', help: 'Begin of the window, ISO 8601 with zone.' },
    to: { label: 'To', help: 'End of the window; deliveries up to one hour later are collected too.' },
    trail: { label: 'Trail', help: 'Name or ARN of one trail; empty: every trail of the account that delivers to S3.' },
    accounts: {
      label: 'Accounts',
      help: 'Members of the organisation; empty: this account, or all for an organisation.',
    },
    regions: { label: 'Regions', help: 'Empty: every enabled region. Stolen credentials are used anywhere.' },
    lookupKey: { label: 'Look up by', help: 'One attribute; empty: everything in the window, after an estimate.' },
    lookupValue: { label: 'Value', help: 'Exact value: an access key id, a user or role session name, a resource.' },
    maxRequests: {
      label: 'Most requests',
      help: 'LookupEvents answers 2 requests a second per region, shared with the customer; above this number nothing is started.',
    },
  },
  targets: ['account', 'trail', 'principal', 'instance'],
  permissions: [
    { action: 'ec2:DescribeRegions', grant: 'collect-read', why: 'Regions to ask, since keys are used anywhere' },
    {
      action: 'cloudtrail:DescribeTrails',
      grant: 'collect-read',
      why: 'Which trails there are and where they deliver',
    },
    { action: 'cloudtrail:GetTrailStatus', grant: 'collect-read', why: 'Whether and since when a trail logs' },
    { action: 'cloudtrail:GetEventSelectors', grant: 'collect-read', why: 'Which events a trail keeps at all' },
    { action: 'cloudtrail:ListPublicKeys', grant: 'collect-read', why: 'Keys that check the digest signatures' },
    { action: 'cloudtrail:LookupEvents', grant: 'collect-read', why: 'Event history of 90 days' },
    { action: 's3:GetBucketLocation', grant: 'collect-read', resource: logBucket, why: 'Region of the log bucket' },
    { action: 's3:ListBucket', grant: 'collect-read', resource: logBucket, why: 'Names of the log files' },
    {
      action: 's3:ListBucketVersions',
      grant: 'collect-read',
      resource: logBucket,
      why: 'Overwritten and deleted log files',
    },
    { action: 's3:GetObject', grant: 'collect-read', resource: `${logBucket}/*`, why: 'The log and digest files' },
    {
      action: 's3:GetObjectVersion',
      grant: 'collect-read',
      resource: `${logBucket}/*`,
      why: 'Versions behind an overwritten or deleted file',
    },
    {
      action: 'kms:Decrypt',
      grant: 'collect-read',
      resource: templateParameter('EvidenceKeyArn'),
      why: 'Log files encrypted with a customer key',
    },
  ],
  produces: [
    { format: 'aws/cloudtrail', title: 'CloudTrail log files', kind: 'pack' },
    { format: 'aws/cloudtrail-validation', title: 'CloudTrail trails, listing and digest validation', kind: 'pack' },
  ],
  timelineSources: ['aws/cloudtrail'],
  volatility: 6,
  retention: 'Event history: 90 days. Delivered files: until the bucket’s lifecycle rule or someone deletes them.',
  effect: {
    altersTarget: false,
    sentence: 'Only reads. Our own calls appear in CloudTrail and are marked as our own.',
  },
  cost: 'S3 requests and transfer out of the region: about 0.5 US$ per 100,000 files plus 0.09 US$ per GB. LookupEvents is free.',
  steps: ['prepare', 'transfer', 'seal', 'parse', 'ledger'],
  proof: [
    {
      where: 'range',
      note: 'Staged organisation trail and data trail, real SDK, intact, altered, missing and gapped digests.',
    },
  ],
};
