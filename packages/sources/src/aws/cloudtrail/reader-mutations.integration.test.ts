import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsSession } from '@virga/cloud/aws';
import { type Grant, judgeLedger } from '@virga/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessionPolicyFor } from '../../catalog.ts';
import { CollectRun } from '../../conformance/collect-run.ts';
import { ParseRun } from '../../conformance/parse-run.ts';
import { RangeEstate } from '../../conformance/range-estate.ts';
import { cloudTrailCollector } from './collect.ts';
import type { S3Client } from './log-bucket.ts';
import { cloudTrailManifest } from './manifest.ts';
import { cloudTrailParser } from './parse.ts';

type ListVersions = S3Client['listObjectVersions'];
type Mutation = (list: (input: object) => Promise<object>, input: { Prefix?: string }) => Promise<object>;

const sessionPolicy = (grant: Grant) => sessionPolicyFor(cloudTrailManifest.permissions, grant);
const folder = mkdtempSync(join(tmpdir(), 'virga-mutations-'));
let estate: RangeEstate;
beforeAll(async () => {
  estate = await RangeEstate.start();
});
afterAll(async () => {
  await estate.stop();
  rmSync(folder, { recursive: true });
});

/** The same session, whose listing with versions loses something: a reader with a bug, against a bucket without a fault. */
function withFaultyListing(session: AwsSession, mutate: Mutation): AwsSession {
  const listing = (s3: S3Client): S3Client =>
    new Proxy(s3, {
      get(target, name) {
        if (name !== 'listObjectVersions') return Reflect.get(target, name, target);
        const list = target.listObjectVersions.bind(target) as unknown as (input: object) => Promise<object>;
        return ((input: object) => mutate(list, input)) as unknown as ListVersions;
      },
    });
  return new Proxy(session, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 's3') return (region: string, grant?: Grant) => listing(target.s3(region, grant));
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function collectedWith(name: string, mutate: Mutation) {
  const nowMs = Date.now();
  const window = { from: new Date(nowMs - 86_400_000).toISOString(), to: new Date(nowMs).toISOString() };
  const run = new CollectRun({
    folder: mkdtempSync(join(folder, name)),
    acquisitionId: `acq-${name}`,
    parameters: cloudTrailManifest.parameters.parse({ ...window, trail: 'org-trail', regions: ['eu-west-1'] }),
    session: estate.session('production', { sessionPolicy }),
    logArchive: withFaultyListing(estate.session('log-archive', { sessionPolicy }), mutate),
    regions: ['eu-west-1'],
  });
  await run.all(cloudTrailCollector);
  const parsing = new ParseRun(await run.evidence.openPack({ key: 'trail' }), run.evidence.sealOf('trail')!);
  return judgeLedger(await cloudTrailParser.parse(parsing.context));
}

/** Log files only: the digests are the count that the reader does not control. */
const isLogs = (prefix: string | undefined) => prefix?.includes('/CloudTrail/') ?? false;

test('a reader without a fault is green here, so that the faults below are what turns it', async () => {
  expect(await collectedWith('whole', (list, input) => list({ ...input, MaxKeys: 10 }))).toMatchObject({
    colour: 'green',
  });
});

test('a page of the listing that was skipped turns the ledger red [F6.mutation-skip-page]', async () => {
  let pages = 0;
  const verdict = await collectedWith('page', async (list, input) => {
    const page = (await list({ ...input, MaxKeys: 10 })) as {
      IsTruncated?: boolean;
      NextKeyMarker?: string;
      NextVersionIdMarker?: string;
    };
    // Every second page, so that some of what is lost lies inside the window.
    if (!isLogs(input.Prefix) || !page.IsTruncated || pages++ % 2 === 0) return page;
    return list({ ...input, MaxKeys: 10, KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker });
  });
  expect(pages).toBeGreaterThan(3);
  expect(verdict.colour).toBe('red');
});

test('the prefix of another region turns the ledger red [F6.mutation-wrong-prefix]', async () => {
  const verdict = await collectedWith('region', (list, input) =>
    list(isLogs(input.Prefix) ? { ...input, Prefix: input.Prefix?.replace('/eu-west-1/', '/us-west-2/') } : input),
  );
  expect(verdict.colour).toBe('red');
});

test('a prefix under which nothing lies is never green [F6.mutation-wrong-prefix]', async () => {
  const verdict = await collectedWith('nothing', (list, input) =>
    list({ ...input, Prefix: `elsewhere/${input.Prefix ?? ''}` }),
  );
  expect(['red', 'amber']).toContain(verdict.colour);
});

test('a bucket that refuses everything is never green [F6.zero-needs-proof]', async () => {
  await estate.fault({ kind: 'deny', service: 's3', operation: 'ListObjectsV2' });
  const verdict = await collectedWith('denied', (list, input) => list(input));
  await estate.clearFaults();
  expect(['red', 'amber']).toContain(verdict.colour);
});
