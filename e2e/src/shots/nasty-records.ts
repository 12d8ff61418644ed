/** A name that occurs in every nasty record and nowhere else: a query for it shows them all. */
export const nastyMarker = 'quarterly-migration';

interface Nasty {
  action: string;
  source: string;
  ip: string;
  agent: string;
  actor: string;
  parameters: Record<string, unknown>;
  error?: string;
}

const account = '111122223333';
const longRole =
  'assumed-role/AWSReservedSSO_PlatformEngineeringAdministratorAccess_0123456789abcdef/maximilian.oberhuber-von-reichenbach@subsidiary.example.com';
const longKey = `exports/2026/11/21/region=eu-central-1/customer=0000000000042/${'deeply-nested-folder/'.repeat(12)}part-00017.snappy.parquet`;

/** What logs really hold: long ARNs, IPv6, Chinese, right-to-left, controls, a formula, markup, a value of 32 kB. */
const nasties: readonly Nasty[] = [
  {
    action: 'PutBucketReplication',
    source: 's3.amazonaws.com',
    ip: '2001:0db8:85a3:08d3:1319:8a2e:0370:7348',
    agent: 'aws-cli/2.17.0',
    actor: longRole,
    parameters: { bucketName: 'a-bucket-with-the-longest-name-that-s3-allows-for-any-bucket-63', key: longKey },
  },
  {
    action: 'CreateUser',
    source: 'iam.amazonaws.com',
    ip: '2001:db8::ff00:42:8329',
    agent: 'Boto3/1.34 md/Botocore#1.34',
    actor: 'user/数据备份-生产环境-只读访问账户',
    parameters: { userName: '应急响应与取证分析小组的临时访问账户（请勿删除）' },
  },
  {
    action: 'CreateAccessKey',
    source: 'iam.amazonaws.com',
    ip: '::ffff:198.51.100.77',
    agent: 'مستكشف الويب/1.0',
    actor: 'user/مسؤول-النسخ-الاحتياطي',
    parameters: { userName: 'עברית-ואנגלית-mixed-ערבוב' },
  },
  {
    action: 'AttachUserPolicy',
    source: 'iam.amazonaws.com',
    ip: '198.51.100.255',
    agent: 'a\u202Egnp.exe\u202C \u0007\u001B[31mred\u001B[0m',
    actor: 'user/invoice\u202Efdp.exe',
    parameters: { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', userName: 'zero\u200Bwidth\u200Bname' },
  },
  {
    action: 'RunInstances',
    source: 'ec2.amazonaws.com',
    ip: '203.0.113.254',
    agent: `<script>alert(1)</script>${' Mozilla/5.0 (compatible; padding)'.repeat(40)}`,
    actor: '=cmd|calc',
    parameters: { userData: 'QUJD'.repeat(8192), instanceType: 'p5.48xlarge' },
    error: 'Client.UnauthorizedOperation',
  },
  {
    action: 'AnActionWhoseNameIsMuchLongerThanAnyColumnThatOneWouldReasonablyGiveToIt',
    source: 'an-unusually-long-service-name-of-a-new-product.amazonaws.com',
    ip: 'AWS Internal',
    agent: 'AWS Internal',
    actor: 'root',
    parameters: { note: '\u{1F3F4}\u200D\u2620\uFE0F combined signs, e\u0301 and Z̷̛͍a̵l̴g̸o̶' },
  },
];

/** As CloudTrail delivers them, at the time of the incident of the staged case. */
export function nastyRecords(beginsAt: Date): string {
  const records = nasties.map((nasty, place) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: nasty.actor === 'root' ? 'Root' : nasty.actor.startsWith('assumed-role') ? 'AssumedRole' : 'IAMUser',
      principalId: `AIDANASTYNASTY0000${place}`,
      arn: `arn:aws:${nasty.actor.startsWith('assumed-role') ? 'sts' : 'iam'}::${account}:${nasty.actor}`,
      accountId: account,
      accessKeyId: `AKIANASTYNASTY0000${place}`,
      userName: nasty.actor.split('/').at(-1),
    },
    eventTime: new Date(beginsAt.getTime() + place * 61_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: nasty.source,
    eventName: nasty.action,
    awsRegion: 'ap-southeast-1',
    sourceIPAddress: nasty.ip,
    userAgent: nasty.agent,
    requestParameters: { ...nasty.parameters, tag: nastyMarker },
    responseElements: null,
    ...(nasty.error ? { errorCode: nasty.error, errorMessage: 'You are not authorized. '.repeat(30) } : {}),
    requestID: `20000000-0000-4000-8000-00000000000${place}`,
    eventID: `30000000-0000-4000-8000-00000000000${place}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  }));
  return JSON.stringify({ Records: records });
}
