import { type AwsSession, openAwsSession } from '@virga/cloud/aws';
import type { Grant, JsonValue } from '@virga/domain';
import { nowMicros } from '@virga/domain';
import type { CollectContext, Collector } from '@virga/source-kit';
import { loadCollector } from '@virga/sources';
import { accountTemplate, findManifest } from '@virga/sources/catalog';
import { startRange, type TestRange } from '@virga/testing';

interface Ready {
  url: string;
  controlUrl: string;
  controlToken: string;
  platform: { accessKeyId: string; secretAccessKey: string; userArn: string };
  accounts: { accountId: string; role: string }[];
}

const grants: Record<string, Grant> = { CollectRead: 'collect-read', CollectWrite: 'collect-write' };
const externalId = 'external-id-of-the-bench';

/** One snapshot of the build server's 16 GiB disk (half of it written) in the range's development account, ready to be read. */
export interface BlockStage {
  range: TestRange;
  session: AwsSession;
  collector: Collector<unknown, AwsSession>;
  region: string;
  snapshotId: string;
  volumeId: string;
  /** A context whose checkpoint knows the snapshot and nothing of its blocks. */
  context(evidence: CollectContext<unknown, AwsSession>['evidence']): CollectContext<unknown, AwsSession>;
}

type Snapshot = { snapshotId: string; volumeId: string; sizeGib: number };

export async function stageBlocks(): Promise<BlockStage> {
  const range = await startRange({ args: ['--size', 'full', '--snapshot-seconds', '1'], timeoutMs: 300_000 });
  const ready = range.ready as unknown as Ready;
  const session = await openSession(ready);
  const collector = await loadCollector('aws/ec2-disk');
  const { instanceId, region, volumeId } = await findDisk(session);
  const parameters = findManifest('aws/ec2-disk')!.parameters.parse({ instanceId, region, volumeIds: [volumeId] });
  const contextOf = (memory: Record<string, JsonValue>, evidence: CollectContext<unknown, AwsSession>['evidence']) =>
    collectContext({ session, parameters, memory, evidence, accountId: session.account.externalAccountId });
  const memory: Record<string, JsonValue> = {};
  const first = contextOf(memory, {} as never);
  await collector.start(first);
  while ((await collector.poll!(first)).kind === 'wait') await new Promise((resolve) => setTimeout(resolve, 500));
  const [snapshot] = memory.snapshots as Snapshot[];
  return {
    range,
    session,
    collector,
    region,
    volumeId,
    snapshotId: snapshot!.snapshotId,
    context: (evidence) => contextOf({ ...memory }, evidence),
  };
}

async function openSession(ready: Ready): Promise<AwsSession> {
  const accountId = ready.accounts.find((account) => account.role === 'development')!.accountId;
  const deployed = await fetch(`${ready.controlUrl}/deploy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ready.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      accountId,
      template: accountTemplate([]),
      parameters: { PlatformPrincipalArn: ready.platform.userArn, ExternalId: externalId },
    }),
  });
  if (!deployed.ok) throw new Error(await deployed.text());
  const { roles } = (await deployed.json()) as { roles: { logicalId: string; arn: string }[] };
  const { accessKeyId, secretAccessKey } = ready.platform;
  return openAwsSession({
    account: { externalAccountId: accountId, partition: 'aws', staged: true },
    credentials: {
      kind: 'role',
      base: { accessKeyId, secretAccessKey },
      roleArns: Object.fromEntries(roles.map((role) => [grants[role.logicalId] ?? role.logicalId, role.arn])),
      externalId,
    },
    endpoint: { url: ready.url },
    sessionName: 'v-bench',
  });
}

async function findDisk(session: AwsSession): Promise<{ instanceId: string; region: string; volumeId: string }> {
  const { Regions = [] } = await session.ec2('us-east-1').describeRegions({});
  for (const { RegionName: region = '' } of Regions) {
    const answer = await session.ec2(region).describeInstances({});
    for (const instance of (answer.Reservations ?? []).flatMap((one) => one.Instances ?? [])) {
      const disk = instance.BlockDeviceMappings?.find((mapping) => mapping.DeviceName === '/dev/sdg');
      if (disk?.Ebs?.VolumeId) return { instanceId: instance.InstanceId ?? '', region, volumeId: disk.Ebs.VolumeId };
    }
  }
  throw new Error('the range has no build server with a second disk');
}

interface ContextParts {
  session: AwsSession;
  parameters: unknown;
  memory: Record<string, JsonValue>;
  evidence: CollectContext<unknown, AwsSession>['evidence'];
  accountId: string;
}

/** What the worker gives a collector, with the row's checkpoint in memory: its writes are a few a minute. */
function collectContext(parts: ContextParts): CollectContext<unknown, AwsSession> {
  const { memory } = parts;
  return {
    acquisitionId: 'bench',
    caseId: 'bench',
    parameters: parts.parameters,
    account: { externalAccountId: parts.accountId, name: 'bench', regions: [], kind: 'single', logArchive: null },
    session: parts.session,
    checkpoint: {
      read: (key) => memory[key] as never,
      save: async (patch) => {
        Object.assign(memory, patch);
      },
    },
    evidence: parts.evidence,
    progress: () => undefined,
    log: async () => undefined,
    coverage: async () => undefined,
    hold: async () => undefined,
    release: async () => undefined,
    nowMicros,
    signal: new AbortController().signal,
  };
}
