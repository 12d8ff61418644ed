import { createHash } from 'node:crypto';
import {
  EBSClient,
  GetSnapshotBlockCommand,
  ListChangedBlocksCommand,
  ListSnapshotBlocksCommand,
  paginateListSnapshotBlocks,
} from '@aws-sdk/client-ebs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../estate/types.ts';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';

let served: ServedRange;
let ebs: EBSClient;
let shared: Snapshot;
let baseline: Snapshot;

beforeAll(async () => {
  served = await serveForTests();
  ebs = new EBSClient({ region: 'eu-west-1', maxAttempts: 1, ...served.clientOf(served.truth.accounts.production!) });
  const { snapshots } = served.range.estate.accounts[served.truth.accounts.production!]!.regions['eu-west-1']!;
  shared = snapshots[served.truth.sharedSnapshot.id]!;
  baseline = Object.values(snapshots).find((snapshot) => snapshot.id !== shared.id)!;
});

afterAll(() => served.close());

describe('EBS direct of the range', () => {
  it('lists written blocks only, over empty pages to the end of the volume', async () => {
    const pages: number[][] = [];
    for await (const page of paginateListSnapshotBlocks({ client: ebs, pageSize: 100 }, { SnapshotId: baseline.id })) {
      expect(page.BlockSize).toBe(524_288);
      expect(page.VolumeSize).toBe(8);
      expect(page.ExpiryTime!.getTime()).toBeGreaterThan(Date.now());
      pages.push((page.Blocks ?? []).map((block) => block.BlockIndex!));
    }
    expect(pages.length).toBe(4);
    expect(pages[0]![0]).toBe(0);
    expect(pages.slice(1)).toEqual([[], [], []]);
    expect(pages[0]!.length).toBeLessThan(40);
  });

  it('gives a block with the checksum of its bytes: the first one begins with the partition table', async () => {
    const { Blocks } = await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: baseline.id }));
    const { BlockIndex, BlockToken } = Blocks![0]!;
    const block = await ebs.send(new GetSnapshotBlockCommand({ SnapshotId: baseline.id, BlockIndex, BlockToken }));
    const bytes = Buffer.from(await block.BlockData!.transformToByteArray());
    expect(block.DataLength).toBe(524_288);
    expect(bytes.length).toBe(524_288);
    expect(block.ChecksumAlgorithm).toBe('SHA256');
    expect(block.Checksum).toBe(createHash('sha256').update(bytes).digest('base64'));
    expect(bytes.readUInt16LE(510)).toBe(0xaa55);
    expect(bytes.readUInt8(450)).toBe(0x83);
  });

  it('binds a token to its snapshot and index', async () => {
    const { Blocks } = await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: baseline.id }));
    const [first, second] = Blocks!;
    const refused = { name: 'ValidationException', Reason: 'INVALID_BLOCK_TOKEN' };
    const ask = (
      SnapshotId: string,
      BlockIndex: number | undefined,
      BlockToken: string | undefined,
    ): Promise<unknown> => ebs.send(new GetSnapshotBlockCommand({ SnapshotId, BlockIndex, BlockToken }));
    await expect(ask(baseline.id, second!.BlockIndex, first!.BlockToken)).rejects.toMatchObject(refused);
    await expect(ask(shared.id, first!.BlockIndex, first!.BlockToken)).rejects.toMatchObject(refused);
    await expect(ask(baseline.id, 0, 'bm90IGEgdG9rZW4gYXQgYWxsIGJ1dCBsb25n')).rejects.toMatchObject(refused);
  });

  it('names what is not there and what may not be compared', async () => {
    const missing = new ListSnapshotBlocksCommand({ SnapshotId: 'snap-0123456789abcdef0' });
    await expect(ebs.send(missing)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      Reason: 'SNAPSHOT_NOT_FOUND',
    });
    const unrelated = new ListChangedBlocksCommand({ FirstSnapshotId: baseline.id, SecondSnapshotId: shared.id });
    await expect(ebs.send(unrelated)).rejects.toMatchObject({
      name: 'ValidationException',
      Reason: 'UNRELATED_SNAPSHOTS',
    });
  });

  it('lists the blocks that changed between two snapshots of a volume', async () => {
    const { snapshots, volumes } =
      served.range.estate.accounts[served.truth.accounts.production!]!.regions['eu-west-1']!;
    const root = volumes[served.truth.compromisedInstance.rootVolume]!;
    const now: Snapshot = { ...baseline, id: 'snap-0aaaaaaaaaaaaaaaa', content: root.content };
    snapshots[now.id] = now;
    const { ChangedBlocks } = await ebs.send(
      new ListChangedBlocksCommand({ FirstSnapshotId: baseline.id, SecondSnapshotId: now.id }),
    );
    delete snapshots[now.id];
    expect(ChangedBlocks!.length).toBeGreaterThan(1);
    expect(ChangedBlocks!.every((block) => block.SecondBlockToken !== undefined)).toBe(true);
  });
});
