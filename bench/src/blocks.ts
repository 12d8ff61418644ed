import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facts, median, type Sample, timed } from './measure.ts';
import { type BlockStage, stageBlocks } from './range-blocks.ts';
import { sealDisk } from './seal-disk.ts';

const workers = 64;

/** EBS blocks to a sealed image, against a bare loop that gets the same blocks with the same client, hashes once and writes. */
export const bench = {
  name: 'blocks',
  title: 'EBS blocks to a sealed image',
  async run(options: { samples?: number } = {}): Promise<object> {
    const samples = options.samples ?? 5;
    const folder = await mkdtemp(join(tmpdir(), 'virga-bench-blocks-'));
    const stage = await stageBlocks();
    const ours: Sample[] = [];
    const bare: Sample[] = [];
    try {
      let bytes = 0;
      for (let round = 0; round < samples; round++) {
        ours.push(await timed(() => sealDisk(stage, join(folder, 'store'))));
        bare.push(
          await timed(async () => {
            bytes = await bareLoop(stage, join(folder, 'bare.raw'));
          }),
        );
      }
      const rate = (of: Sample[]) => Math.round(bytes / 1e6 / median(of.map((sample) => sample.seconds)));
      return {
        ...facts(bench),
        bytesOfBlocks: bytes,
        blocksToSealedImage: { value: rate(ours), unit: 'MB/s of blocks, from the first listing to the sealed image' },
        limit: {
          what: 'bare loop: same blocks, same client, one hash, write, fdatasync',
          value: rate(bare),
          unit: 'MB/s',
        },
        ratio: Number((rate(ours) / rate(bare)).toFixed(3)),
        goal: 0.8,
        samples: { ours, bare },
      };
    } finally {
      stage.session.close();
      await stage.range.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Nothing but what cannot be left out: list, get, hash once, write in place, fdatasync. */
async function bareLoop(stage: BlockStage, path: string): Promise<number> {
  const ebs = stage.session.ebs(stage.region, 'collect-write');
  const { snapshotId: SnapshotId } = stage;
  const file = await open(path, 'w');
  let total = 0;
  async function* blocks() {
    let NextToken: string | undefined;
    do {
      const page = await ebs.listSnapshotBlocks({
        SnapshotId,
        MaxResults: 10_000,
        ...(NextToken ? { NextToken } : {}),
      });
      yield* page.Blocks ?? [];
      NextToken = page.NextToken;
    } while (NextToken);
  }
  const todo = blocks();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let next = await todo.next(); !next.done; next = await todo.next()) {
        const { BlockIndex = 0, BlockToken } = next.value;
        const answer = await ebs.getSnapshotBlock({ SnapshotId, BlockIndex, BlockToken });
        const bytes = (await answer.BlockData?.transformToByteArray()) ?? new Uint8Array();
        createHash('sha256').update(bytes).digest();
        await file.write(bytes, 0, bytes.length, BlockIndex * 524_288);
        total += bytes.length;
      }
    }),
  );
  await file.datasync();
  await file.close();
  await rm(path);
  return total;
}
