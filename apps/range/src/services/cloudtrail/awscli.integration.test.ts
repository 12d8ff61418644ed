import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoSeconds } from '../../estate/iso-time.ts';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';
import { type AwsResult, createDebianAwscli, type DebianAwscli, hasDebianAwscli } from './debian-awscli.ts';
import { tamperWithTrail } from './trail-control.ts';

const HOUR_MS = 3_600_000;
let served: ServedRange;
let logArchive: DebianAwscli;
let production: DebianAwscli;

beforeAll(async () => {
  served = await serveForTests();
  const { accounts } = served.truth;
  logArchive = await createDebianAwscli(served.url, served.clientOf(accounts.logArchive!).credentials);
  production = await createDebianAwscli(served.url, served.clientOf(accounts.production!).credentials);
});

afterAll(async () => {
  await served.close();
  await logArchive.close();
  await production.close();
});

/** Validates the last hours of the organisation trail in one account and region. */
function validate(account: string, region: string, hours: number): Promise<AwsResult> {
  const { accounts } = served.truth;
  const arn = `arn:aws:cloudtrail:eu-west-1:${accounts.management}:trail/org-trail`;
  const { nowMs } = served.range.estate;
  const period = ['--start-time', isoSeconds(nowMs - hours * HOUR_MS), '--end-time', isoSeconds(nowMs)];
  return logArchive.run(region, [
    'cloudtrail',
    'validate-logs',
    '--trail-arn',
    arn,
    '--account-id',
    accounts[account]!,
    ...period,
  ]);
}

function tamper(kind: 'altered-log' | 'missing-log' | 'missing-digest', account: string, region: string): string {
  const accountId = served.truth.accounts[account]!;
  return tamperWithTrail(served.range.estate, { kind, trailName: 'org-trail', accountId, region }).key;
}

describe.runIf(hasDebianAwscli())("Debian's awscli against the range", () => {
  it('looks events up by attribute', async () => {
    const attribute = `AttributeKey=EventName,AttributeValue=StopLogging`;
    const { stdout, exitCode } = await production.run('eu-west-1', [
      'cloudtrail',
      'lookup-events',
      '--lookup-attributes',
      attribute,
    ]);
    expect(exitCode).toBe(0);
    const { Events } = JSON.parse(stdout) as { Events: { EventId: string }[] };
    const step = served.truth.steps.find((candidate) => candidate.id === 'stop-logging')!;
    expect(Events.map((event) => event.EventId)).toEqual(step.eventIds);
  });

  it('lists the blocks of a snapshot', async () => {
    const id = served.truth.sharedSnapshot.id;
    const { stdout, exitCode } = await production.run('eu-west-1', [
      'ebs',
      'list-snapshot-blocks',
      '--snapshot-id',
      id,
    ]);
    expect(exitCode).toBe(0);
    const reply = JSON.parse(stdout) as { Blocks: { BlockIndex: number }[]; BlockSize: number; VolumeSize: number };
    expect(reply).toMatchObject({ BlockSize: 524_288, VolumeSize: 4 });
    expect(reply.Blocks[0]!.BlockIndex).toBe(0);
  });

  it('finds every log and digest of an untouched trail valid', async () => {
    const { stdout, exitCode } = await validate('production', 'eu-west-1', 24);
    expect(stdout).toMatch(/^24\/24 digest files valid$/m);
    expect(stdout).toMatch(/^(\d{2,})\/\1 log files valid$/m);
    expect(exitCode).toBe(0);
  });

  it('finds an altered log invalid', async () => {
    const key = tamper('altered-log', 'development', 'eu-central-1');
    const { stdout, stderr, exitCode } = await validate('development', 'eu-central-1', 90);
    expect(stderr).toContain(`Log file\ts3://${served.truth.buckets.logs}/${key}\tINVALID: hash value doesn't match`);
    expect(stdout).toMatch(/1\/\d+ log files INVALID/);
    expect(exitCode).toBe(1);
  });

  it('finds a missing log missing', async () => {
    const key = tamper('missing-log', 'production', 'us-east-1');
    const { stderr, exitCode } = await validate('production', 'us-east-1', 90);
    expect(stderr).toContain(`Log file\ts3://${served.truth.buckets.logs}/${key}\tINVALID: not found`);
    expect(exitCode).toBe(1);
  });

  it('finds a missing digest missing and goes on before it', async () => {
    const key = tamper('missing-digest', 'logArchive', 'eu-west-1');
    const { stdout, stderr, exitCode } = await validate('logArchive', 'eu-west-1', 90);
    expect(stderr).toContain(`Digest file\ts3://${served.truth.buckets.logs}/${key}\tINVALID: not found`);
    expect(stdout).toMatch(/1\/\d+ digest files INVALID/);
    expect(exitCode).toBe(1);
  });

  it('sees the hours without digests of the trail that was stopped', async () => {
    const { accounts } = served.truth;
    const arn = `arn:aws:cloudtrail:eu-west-1:${accounts.production}:trail/customer-data-trail`;
    const start = isoSeconds(served.range.estate.nowMs - 90 * HOUR_MS);
    const place = ['--s3-bucket', served.truth.buckets.logs!, '--s3-prefix', 'data-events'];
    const { stdout, stderr } = await logArchive.run('eu-west-1', [
      'cloudtrail',
      'validate-logs',
      '--trail-arn',
      arn,
      '--start-time',
      start,
      ...place,
    ]);
    expect(stderr).toMatch(/No log files were delivered by CloudTrail between/);
    expect(stdout).toMatch(/^(\d{2,})\/\1 digest files valid$/m);
  });
});
