import { sha256Hex } from '@virga/domain/ids';
import type { CitedEvent, ReportModel, Statement } from './report-model.ts';

const caseId = '019aa7b2-4c00-7000-8000-0000000000c1';
const evidenceId = '019aa7b2-4c00-7000-8000-0000000000e1';
const account = '123456789012';
const lead = 'Ana Marković';
const written = '2026-11-22T16:40:00.000000Z';

function event(index: number, fields: Partial<CitedEvent>): CitedEvent {
  const id = sha256Hex(`event ${index}`).slice(0, 32);
  return {
    id,
    time: `2026-10-0${1 + Math.floor(index / 4)}T1${index % 10}:03:04.${String(index * 1357).padStart(6, '0')}Z`,
    timeRaw: `2026-10-0${1 + Math.floor(index / 4)}T1${index % 10}:03:04Z`,
    timePrecision: 'second',
    source: 'aws/cloudtrail',
    provider: 'aws',
    account,
    region: 'eu-central-1',
    action: 'CreateAccessKey',
    outcome: 'success',
    actor: `arn:aws:iam::${account}:user/build-agent`,
    sourceIp: '198.51.100.23',
    target: `arn:aws:iam::${account}:user/svc-backup`,
    message: 'build-agent created an access key for svc-backup',
    severity: 'high',
    detections: [],
    uid: `5f1c0d3e-${index}:${account}`,
    contentHash: sha256Hex(`content ${index}`),
    parser: 'aws/cloudtrail@1',
    record: {
      evidenceId,
      object: `AWSLogs/${account}/CloudTrail/eu-central-1/2026/10/01/${account}_CloudTrail_${index}.json.gz`,
      offset: 18_204 + index * 2048,
      length: 1774,
    },
    isStarred: true,
    tags: [],
    comments: [],
    ...fields,
  };
}

const events: CitedEvent[] = [
  event(1, {
    action: 'GetCallerIdentity',
    severity: 'low',
    message: 'build-agent asked who it is',
    target: null,
    region: 'us-east-1',
  }),
  event(2, {
    detections: [{ title: 'Access key made for another user', techniques: ['T1098.001'] }],
    tags: ['bad'],
    comments: [
      { author: 'Jonas Weiß', at: written, text: 'Key AKIA…7QX2: used from the same address 40 minutes later.' },
    ],
  }),
  event(3, {
    action: 'UpdateAssumeRolePolicy',
    severity: 'critical',
    target: `arn:aws:iam::${account}:role/deploy`,
    message: 'build-agent let account 999988887777 assume deploy',
  }),
  event(5, {
    action: 'StopLogging',
    severity: 'critical',
    target: 'arn:aws:cloudtrail:eu-central-1:123456789012:trail/main',
    message: 'svc-backup stopped the trail main',
    actor: `arn:aws:iam::${account}:user/svc-backup`,
    detections: [{ title: 'CloudTrail stopped', techniques: ['T1562.008'] }],
  }),
  event(6, {
    action: 'GetObject',
    severity: 'medium',
    outcome: 'denied',
    message: 'svc-backup was denied GetObject on customers-export',
    target: 'arn:aws:s3:::customers-export/2026/完全バックアップ.csv',
    sourceIp: '2001:db8:85a3::8a2e:370:7334',
    isStarred: false,
  }),
];

const statement = (fields: Partial<Statement>): Statement => ({
  kind: 'fact',
  text: '',
  confidence: null,
  events: [],
  against: [],
  gaps: [],
  author: lead,
  at: written,
  ...fields,
});

/** A whole report as a case of the range yields it: what the renderers' tests and the pictures are made of. */
export const exampleReport: ReportModel = {
  format: 'virga-report/1',
  case: {
    id: caseId,
    label: 'VC-7',
    title: 'Leaked build key: new access keys, changed role trust, trail stopped',
    summary: `A long-lived access key of the build agent was used from an address outside the company on 1 October 2026.\nWithin two days it made a second key [[${events[1]!.id}]], let a foreign account assume the deploy role [[${events[2]!.id}]] and stopped the main trail [[${events[3]!.id}]].`,
    severity: 'critical',
    tlp: 'amber',
    status: 'open',
    openedAt: '2026-10-02T08:12:00.000000Z',
    closedAt: null,
  },
  staged: true,
  generated: { at: written, by: lead, tool: 'virga 0.1.0', version: 3 },
  approved: null,
  appUrl: 'http://127.0.0.1:3000',
  team: [
    { name: lead, role: 'lead' },
    { name: 'Jonas Weiß', role: 'analyst' },
    { name: 'Δημήτρης Παππάς', role: 'observer' },
  ],
  scope: {
    text: 'The production account and the log archive. Workloads outside AWS were not part of the order.',
    from: '2026-09-28T00:00:00.000000Z',
    to: '2026-10-04T00:00:00.000000Z',
    accounts: [
      { provider: 'AWS', account, name: 'prod-eu', regions: ['eu-central-1', 'eu-west-1', 'us-east-1'] },
      { provider: 'AWS', account: '210987654321', name: 'log-archive', regions: ['eu-central-1'] },
    ],
  },
  statements: [
    statement({ text: 'The key AKIA…7QX2 of svc-backup was created by build-agent.', events: [events[1]!.id] }),
    statement({
      text: 'The trail main was stopped by svc-backup; after that no management event of eu-central-1 reached the archive.',
      events: [events[3]!.id],
      gaps: ['S3 data events of eu-central-1 were never enabled.'],
    }),
    statement({ text: 'The key of build-agent had been in a public repository since August.' }),
    statement({
      kind: 'opinion',
      confidence: 'probable',
      text: 'One actor held both keys: same address, same user agent, and the second key was used before its secret could have been shared.',
      events: [events[0]!.id, events[1]!.id],
      against: [events[4]!.id],
    }),
  ],
  questions: [
    {
      question: 'Was customer data taken?',
      answers: [
        statement({
          kind: 'opinion',
          confidence: 'possible',
          text: 'Reads of customers-export were denied while the trail ran; what happened after it was stopped is not recorded.',
          events: [events[4]!.id],
          gaps: ['No S3 data events.'],
        }),
      ],
    },
  ],
  events,
  evidence: [
    {
      id: evidenceId,
      label: 'E-12',
      title: 'CloudTrail of the organisation, 28 September to 4 October',
      source: 'aws/cloudtrail',
      target: 's3://org-trail-logs/AWSLogs/',
      account: '210987654321',
      region: 'eu-central-1',
      sealedAt: '2026-10-02T09:41:12.000000Z',
      sizeBytes: 73_400_320,
      objects: 1284,
      sha256: sha256Hex('pack'),
      manifestSha256: sha256Hex('manifest'),
      hashedAt: 'first byte received',
      custodyNumber: 14,
      ledger: { colour: 'green', reasons: [] },
      verified: { verdict: 'intact', at: '2026-11-22T02:04:00.000Z' },
      clock: 'our clock 0.2 s behind the provider',
    },
    {
      id: '019aa7b2-4c00-7000-8000-0000000000e2',
      label: 'E-13',
      title: 'Root volume of i-0abc12',
      source: 'aws/ec2-disk',
      target: 'vol-0f3a9',
      account,
      region: 'eu-central-1',
      sealedAt: '2026-10-02T10:02:47.000000Z',
      sizeBytes: 17_179_869_184,
      objects: 1,
      sha256: sha256Hex('image'),
      manifestSha256: sha256Hex('manifest 2'),
      hashedAt: 'provider',
      custodyNumber: 17,
      ledger: { colour: 'amber', reasons: ['no independent count'] },
      verified: null,
      clock: null,
    },
  ],
  custody: {
    entries: 23,
    head: {
      number: 23,
      entryHash: sha256Hex('head'),
      at: '2026-11-22T16:39:58.000000Z',
      keyFingerprint: sha256Hex('key'),
    },
    anchor: null,
    notAnchoredSince: null,
    broken: [],
  },
  gaps: [
    {
      source: 'aws/cloudtrail',
      account,
      region: 'eu-central-1',
      from: '2026-10-02T15:03:04.000000Z',
      to: '2026-10-03T06:00:00.000000Z',
      word: 'not enabled',
      sentence: 'The trail was stopped by StopLogging; nothing of these hours was delivered.',
    },
    {
      source: 'aws/vpc-flow',
      account,
      region: 'eu-west-1',
      from: null,
      to: null,
      word: 'denied',
      sentence: 'logs:FilterLogEvents is missing; the account owner can grant it.',
    },
  ],
  actions: [
    {
      id: '019aa7b2-4c00-7000-8000-0000000000a1',
      title: 'Deny all to user svc-backup',
      target: `arn:aws:iam::${account}:user/svc-backup`,
      account,
      state: 'undone',
      proposedBy: 'Jonas Weiß',
      approvedBy: lead,
      breakGlassReason: null,
      appliedAt: '2026-10-02T09:02:00.000000Z',
      undoneAt: '2026-10-05T11:30:00.000000Z',
      changes: [
        {
          what: 'Inline policy virga-7f3a',
          before: 'absent',
          after: '{"Effect":"Deny","Action":"*","Resource":"*"}',
          restored: 'absent',
        },
        {
          what: 'Sessions older than',
          before: 'not revoked',
          after: '2026-10-02T09:02:00Z',
          restored: '2026-10-05T11:30:00Z (moment of the undo)',
        },
      ],
      warnings: ['Sessions that the foreign account holds through deploy are not touched by this action.'],
    },
    {
      id: '019aa7b2-4c00-7000-8000-0000000000a2',
      title: 'Isolate i-0abc12',
      target: 'i-0abc12',
      account,
      state: 'applied',
      proposedBy: lead,
      approvedBy: null,
      breakGlassReason: 'Reverse shell was active at 03:10, no second lead reachable.',
      appliedAt: '2026-10-02T03:14:00.000000Z',
      undoneAt: null,
      changes: [
        {
          what: 'Security groups of eni-0d2',
          before: 'sg-0web, sg-0admin',
          after: 'sg-0f91 (no rules)',
          restored: null,
        },
      ],
      warnings: ['Tracked connections stay until they end.'],
    },
  ],
  ranAgainst: [
    { id: 'aws/cloudtrail', title: 'CloudTrail', where: 'range', detail: 'Only the range has answered so far.' },
    { id: 'aws/ec2-disk', title: 'EC2 disk snapshots', where: 'range', detail: 'Only the range has answered so far.' },
  ],
  lessons:
    'Keys of build agents get a lifetime of one day.\nThe trail gets a delegated administrator, so that a member account cannot stop it.',
};
