import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  type Event,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
  ListTrailsCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  paginateLookupEvents,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';
import { setLookupThrottle } from './index.ts';
import { deliverTrails } from './trail-control.ts';

let served: ServedRange;
const clients = new Map<string, CloudTrailClient>();

beforeAll(async () => {
  served = await serveForTests();
  setLookupThrottle(served.range.estate, false);
});

afterAll(() => served.close());

function client(account: string, region = 'eu-west-1'): CloudTrailClient {
  const made =
    clients.get(account + region) ??
    new CloudTrailClient({ region, maxAttempts: 1, ...served.clientOf(served.truth.accounts[account]!) });
  clients.set(account + region, made);
  return made;
}

async function lookup(of: CloudTrailClient, input: LookupEventsCommandInput): Promise<Event[]> {
  const found: Event[] = [];
  for await (const page of paginateLookupEvents({ client: of, pageSize: 50 }, input))
    found.push(...(page.Events ?? []));
  return found;
}

/** Whole seconds, as event times are: a call in the second of the start is not before it. */
const before = (): Date => new Date(Math.floor(served.range.estate.nowMs / 1000) * 1000);

describe('CloudTrail of the range', () => {
  it('pages through a region newest first, complete and without repeats', async () => {
    const events = await lookup(client('production'), { EndTime: before() });
    const times = events.map((event) => event.EventTime!.getTime());
    expect([...times].sort((a, b) => b - a)).toEqual(times);
    expect(new Set(events.map((event) => event.EventId)).size).toBe(events.length);
    const expected = served.truth.counts.byAccountRegion[`${served.truth.accounts.production}/eu-west-1`]!;
    const isData = (event: Event): boolean => JSON.parse(event.CloudTrailEvent!).managementEvent === false;
    expect(events.filter(isData)).toEqual([]);
    expect(events.length).toBe(expected - served.truth.counts.data);
  });

  it('finds by key, principal, resource, name and id', async () => {
    const { truth } = served;
    const by = (
      AttributeKey: 'AccessKeyId' | 'Username' | 'ResourceName' | 'EventName' | 'EventId',
      AttributeValue: string,
      region = 'us-east-1',
    ) =>
      lookup(client('production', region), { LookupAttributes: [{ AttributeKey, AttributeValue }], EndTime: before() });
    const foreign = (await by('AccessKeyId', truth.leakedKey.accessKeyId)).filter((event) =>
      truth.attackerAddresses.includes(JSON.parse(event.CloudTrailEvent!).sourceIPAddress),
    );
    const steps = truth.steps.filter((step) => step.accessKeyId === truth.leakedKey.accessKeyId);
    const known = new Set(steps.flatMap((step) => step.eventIds));
    expect(foreign.length).toBeGreaterThan(5);
    expect(foreign.every((event) => known.has(event.EventId!))).toBe(true);
    expect((await by('Username', truth.compromisedInstance.id)).length).toBeGreaterThan(3);
    expect((await by('EventName', 'StopLogging', 'eu-west-1')).length).toBe(1);
    expect((await by('ResourceName', truth.vanished.instanceId, 'ap-southeast-1')).length).toBe(2);
    const [id] = truth.steps[0]!.eventIds;
    expect((await by('EventId', id!)).map((event) => event.EventName)).toEqual(['GetCallerIdentity']);
  });

  it('binds a page token to its parameters and limits a page', async () => {
    const first = await client('production').send(new LookupEventsCommand({ MaxResults: 5 }));
    expect(first.Events).toHaveLength(5);
    const other = new LookupEventsCommand({ MaxResults: 5, NextToken: first.NextToken, EndTime: before() });
    await expect(client('production').send(other)).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    await expect(client('production').send(new LookupEventsCommand({ MaxResults: 51 }))).rejects.toMatchObject({
      name: 'InvalidMaxResultsException',
    });
  });

  it('throttles the third lookup of a second when the limit is on', async () => {
    setLookupThrottle(served.range.estate, true);
    const calls = Array.from({ length: 6 }, () =>
      client('development', 'eu-central-1').send(new LookupEventsCommand({})),
    );
    const results = await Promise.allSettled(calls);
    setLookupThrottle(served.range.estate, false);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]).toMatchObject({ reason: { name: 'ThrottlingException' } });
  });

  it('shows the organisation trail in member accounts and regions, and the own trail at home', async () => {
    const home = await client('production').send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    expect(home.trailList?.map((trail) => trail.Name).sort()).toEqual(['customer-data-trail', 'org-trail']);
    const abroad = await client('production', 'ap-southeast-1').send(new DescribeTrailsCommand({}));
    expect(abroad.trailList).toMatchObject([
      { Name: 'org-trail', IsOrganizationTrail: true, HomeRegion: 'eu-west-1', LogFileValidationEnabled: true },
    ]);
    const own = await client('production', 'ap-southeast-1').send(
      new DescribeTrailsCommand({ includeShadowTrails: false }),
    );
    expect(own.trailList).toEqual([]);
    expect((await client('management').send(new ListTrailsCommand({}))).Trails).toHaveLength(1);
    const status = await client('production').send(new GetTrailStatusCommand({ Name: 'customer-data-trail' }));
    expect(status.IsLogging).toBe(true);
    expect(status.StopLoggingTime?.getTime()).toBe(Date.parse(served.truth.trailGap.from));
    const selectors = await client('production').send(
      new GetEventSelectorsCommand({ TrailName: 'customer-data-trail' }),
    );
    expect(selectors.EventSelectors?.[0]?.DataResources?.[0]?.Values).toEqual([
      `arn:aws:s3:::${served.truth.buckets.documents}/`,
    ]);
  });

  it('publishes the key that verifies a digest read from S3', async () => {
    const s3 = new S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      ...served.clientOf(served.truth.accounts.logArchive!),
    });
    const Bucket = served.truth.buckets.logs!;
    const Prefix = `AWSLogs/${served.truth.organisationId}/${served.truth.accounts.production}/CloudTrail-Digest/eu-west-1/`;
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: Contents!.at(-1)!.Key }));
    const text = gunzipSync(await object.Body!.transformToByteArray());
    const digest = JSON.parse(text.toString()) as Record<string, string>;
    const { PublicKeyList } = await client('production').send(
      new ListPublicKeysCommand({ StartTime: new Date(served.range.estate.nowMs - 86_400_000), EndTime: before() }),
    );
    const key = PublicKeyList?.find((candidate) => candidate.Fingerprint === digest.digestPublicKeyFingerprint);
    const hash = createHash('sha256').update(text).digest('hex');
    const signed = `${digest.digestEndTime}\n${Bucket}/${digest.digestS3Object}\n${hash}\n${digest.previousDigestSignature}`;
    const publicKey = createPublicKey({ key: Buffer.from(key!.Value!), format: 'der', type: 'pkcs1' });
    expect(verify('sha256', Buffer.from(signed), publicKey, Buffer.from(object.Metadata!.signature!, 'hex'))).toBe(
      true,
    );
  });

  it('records calls made to the range, delivers them, and loses data events while a trail is stopped', async () => {
    const s3 = new S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      ...served.clientOf(served.truth.accounts.production!),
    });
    const read = (Key: string): Promise<unknown> =>
      s3.send(new GetObjectCommand({ Bucket: served.truth.buckets.documents, Key }));
    await read('contracts/2022/contract-0001.json');
    await client('production').send(new StopLoggingCommand({ Name: 'customer-data-trail' }));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await read('contracts/2023/contract-0002.json');
    const stopped = await lookup(client('production'), {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StopLogging' }],
      StartTime: before(),
    });
    expect(stopped).toHaveLength(1);
    expect(JSON.parse(stopped[0]!.CloudTrailEvent!)).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'break-glass' },
      eventVersion: '1.09',
      readOnly: false,
    });
    deliverTrails(served.range.estate, Date.now() + 30 * 60_000);
    await client('production').send(new StartLoggingCommand({ Name: 'customer-data-trail' }));
    const logs = new S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      ...served.clientOf(served.truth.accounts.logArchive!),
    });
    const Bucket = served.truth.buckets.logs!;
    const Prefix = `data-events/AWSLogs/${served.truth.accounts.production}/CloudTrail/eu-west-1/`;
    const { Contents } = await logs.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const last = await logs.send(new GetObjectCommand({ Bucket, Key: Contents!.at(-1)!.Key }));
    const text = gunzipSync(await last.Body!.transformToByteArray()).toString();
    expect(text).toContain('contract-0001.json');
    expect(text).not.toContain('contract-0002.json');
  });
});
