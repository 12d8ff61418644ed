import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudTrailClient, DescribeTrailsCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truth } from '../../scenarios/leaked-key/truth.ts';
import { type Range, startRange } from '../../start-range.ts';
import { trailArchiveOf } from './archive/trail-archive.ts';
import { deliverTrails } from './trail-control.ts';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'range-restart-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const start = (): Promise<Range> => startRange({ port: 0, dataFolder, seed: 7, size: 'small', scenario: 'leaked-key' });

/** Key → ETag of everything that production's trails delivered in Ireland until a moment. */
function delivered(range: Range, untilMs: number): Map<string, string> {
  deliverTrails(range.estate, untilMs);
  const account = (range.truth as Truth).accounts.production;
  const chains = trailArchiveOf(range.estate).chains.filter(
    ({ place }) => place.accountId === account && place.region === 'eu-west-1',
  );
  const objects = chains.flatMap((chain) => chain.segments.flatMap((segment) => segment.objects(untilMs)));
  return new Map(objects.map((object) => [object.key, object.etag]));
}

it('delivers the same objects after a restart, with the calls made before it and the trail still stopped', async () => {
  const first = await start();
  const account = (first.truth as Truth).accounts.production!;
  const key = first.estate.accounts[account]!.iam.users['break-glass']!.accessKeys[0]!;
  const credentials = { accessKeyId: key.id, secretAccessKey: key.secret };
  const client = new CloudTrailClient({ region: 'eu-west-1', endpoint: first.summary.url, credentials });
  const staged = delivered(first, first.estate.nowMs).size;
  await client.send(new DescribeTrailsCommand({}));
  await client.send(new StopLoggingCommand({ Name: 'customer-data-trail' }));
  const untilMs = Date.now() + 20 * 60_000;
  const before = delivered(first, untilMs);
  await first.close();
  const second = await start();
  expect(delivered(second, untilMs)).toEqual(before);
  expect(before.size).toBeGreaterThan(staged);
  const trail = Object.values(second.estate.accounts[account]!.trails)[0]!;
  expect(trail.loggingPeriods.at(-1)?.stoppedAtMs).toBeDefined();
  await second.close();
});
