import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@virga/domain/ids';
import { openEvidenceStore } from '@virga/evidence-store';
import { facts, median, type Sample, timed } from './measure.ts';
import { type BlockStage, stageBlocks } from './range-blocks.ts';

/** Of a 16 GiB image with 8 GiB of blocks, on top of the process as it starts. */
const residentBoundMiB = 1024;
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
      let residentMiB = 0;
      for (let round = 0; round < samples; round++) {
        ours.push(await timed(() => seal(stage, join(folder, 'store'))));
        residentMiB = Math.max(residentMiB, Math.round(process.resourceUsage().maxRSS / 1024));
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
        peakResident: { value: residentMiB, bound: residentBoundMiB, unit: 'MiB for a sparse image of 16 GiB' },
        samples: { ours, bare },
      };
    } finally {
      stage.session.close();
      await stage.range.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The collector's own transfer into the evidence store, up to the seal. */
async function seal(stage: BlockStage, place: string): Promise<void> {
  const store = await openEvidenceStore(place, { tool: 'virga bench' });
  const ref = { caseId: 'bench', evidenceId: newId() };
  const papers = await store.createItem({ ...ref, evidenceId: newId(), mode: 'pack' });
  let image: Awaited<ReturnType<typeof store.createItem<{ mode: 'image'; sizeBytes: number } & typeof ref>>> | null =
    null;
  const current = () => {
    if (!image) throw new Error('no size yet');
    return image;
  };
  const context = stage.context({
    openPack: () => Promise.reject(new Error('a disk has no pack')),
    openImage: async () => ({
      evidenceId: ref.evidenceId,
      setSize: async (sizeBytes) => {
        image = await store.createItem({ ...ref, mode: 'image' as const, sizeBytes });
      },
      writeAt: (offset, bytes) => current().writeAt(offset, bytes),
      finalUpTo: (offset) => current().finalUpTo(offset),
      checkpoint: async () => {
        await papers.checkpoint();
        await current().checkpoint();
      },
      attach: async (object, bytes) => {
        await papers.addObject({ key: object.key }, bytes);
      },
      seal: async (given) => {
        const { manifest, manifestSha256 } = await current().seal({ ...given.origin });
        await papers.seal({});
        const { sha256, sizeBytes } = manifest;
        return { evidenceId: ref.evidenceId, sha256, manifestSha256, sizeBytes };
      },
    }),
  });
  await stage.collector.transfer(context);
  await rm(place, { recursive: true, force: true });
}

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
