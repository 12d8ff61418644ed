import { AppError } from '@virga/domain';
import { workThrough } from '../work-through.ts';
import { BlockTransfer } from './block-transfer.ts';
import type { DiskContext, OwnSnapshot, SealedImage } from './disk-state.ts';
import { listBlocks } from './list-blocks.ts';
import { type ListedBlock, readBlock } from './read-block.ts';
import { isRemoved, raiseLost } from './watch-snapshots.ts';

const workers = 64;
/** Listings begun again because tokens had expired, without a single new block in between. */
const emptyRelistings = 3;

interface Listing {
  total: number;
  complete: boolean;
}

/** One volume from snapshot to sealed image; goes on after a kill where the bitmap says. */
export async function transferVolume(context: DiskContext, snapshot: OwnSnapshot): Promise<SealedImage> {
  const { volumeId, snapshotId, sizeGib } = snapshot;
  const title = `Disk ${volumeId} (${snapshot.device || 'detached'}) of ${context.parameters.instanceId}`;
  const documents = { title: `Block list of ${volumeId}`, format: 'aws/ebs-block-list' };
  const image = await context.evidence.openImage({ key: volumeId, title, format: 'disk/filesystem', documents });
  const first = await firstPage(context, snapshotId);
  if (first.volumeSizeGib !== sizeGib && sizeGib !== 0)
    await context.log('warning', `${snapshotId} says ${first.volumeSizeGib} GiB, its volume ${sizeGib} GiB.`);
  const sized = { ...snapshot, sizeGib: first.volumeSizeGib };
  await image.setSize(first.volumeSizeGib * 2 ** 30);
  const transfer = new BlockTransfer(context, sized, image, first.blockSize);
  const listing = await readAll(context, sized, transfer, first.blockSize);
  await transfer.save();
  image.finalUpTo?.(first.volumeSizeGib * 2 ** 30);
  if (listing.complete && listing.total !== transfer.doneCount)
    throw new AppError({
      code: 'ledger.unbalanced',
      message: `${snapshotId} lists ${listing.total} blocks, ${transfer.doneCount} were stored.`,
    });
  const sealed = await image.seal({
    origin: {
      instanceId: context.parameters.instanceId,
      region: context.parameters.region,
      account: context.account.externalAccountId,
      volumeId,
      snapshotId,
      device: snapshot.device,
      pointInTime: snapshot.startTime,
      encrypted: snapshot.encrypted,
      kmsKeyId: snapshot.kmsKeyId || null,
      blockSize: first.blockSize,
      blocksListed: listing.total,
      blocksStored: transfer.doneCount,
      complete: listing.complete,
    },
    hashedAt: 'first byte received',
    independentCount: listing.complete ? { by: 'ListSnapshotBlocks, all pages', objects: listing.total } : null,
  });
  return { evidenceId: sealed.evidenceId, sha256: sealed.sha256, complete: listing.complete };
}

async function firstPage(context: DiskContext, snapshotId: string) {
  for await (const page of listBlocks(context, snapshotId, 0)) return page;
  throw new AppError({ code: 'cloud.unexpected', message: `AWS listed nothing for ${snapshotId}.` });
}

/** Reads what is not done yet, listing again when tokens expire. Ends early, not complete, when the snapshot is removed. */
async function readAll(
  context: DiskContext,
  snapshot: OwnSnapshot,
  transfer: BlockTransfer,
  blockSize: number,
): Promise<Listing> {
  const { snapshotId } = snapshot;
  const listing: Listing = { total: 0, complete: false };
  for (let fruitless = 0; fruitless < emptyRelistings; ) {
    const before = transfer.doneCount;
    listing.total = 0;
    try {
      await workThrough(pending(context, snapshotId, transfer, listing), workers, async (block) => {
        transfer.begin(block);
        await transfer.store(block.index, await readBlock(context, snapshotId, block, blockSize));
        reportBlocks(context, transfer, listing, snapshot.volumeId);
      });
      return { ...listing, complete: true };
    } catch (error) {
      if (isTokenExpired(error)) {
        await context.log('info', `Block tokens of ${snapshotId} expired; listing again.`);
        fruitless = transfer.doneCount > before ? 0 : fruitless + 1;
        continue;
      }
      await transfer.save();
      if (await isRemoved(context, snapshotId, error)) {
        await raiseLost(context, snapshotId, snapshot.volumeId);
        if (transfer.doneCount > 0) return { ...listing, complete: false };
      }
      throw error;
    }
  }
  throw new AppError({
    code: 'cloud.unexpected',
    message: `AWS keeps refusing the block tokens it just gave for ${snapshotId}.`,
  });
}

async function* pending(
  context: DiskContext,
  snapshotId: string,
  transfer: BlockTransfer,
  listing: Listing,
): AsyncGenerator<ListedBlock> {
  // From the beginning each time: the count of all listed blocks is what the image is checked against.
  for await (const page of listBlocks(context, snapshotId, 0)) {
    listing.total += page.blocks.length;
    for (const block of page.blocks) {
      context.signal.throwIfAborted();
      if (!transfer.isDone(block.index)) yield block;
    }
  }
  listing.complete = true;
}

function reportBlocks(context: DiskContext, transfer: BlockTransfer, listing: Listing, volumeId: string): void {
  if (transfer.doneCount % 32 !== 0 && transfer.doneCount !== listing.total) return;
  const total = listing.complete ? listing.total : null;
  context.progress({ done: transfer.doneCount, total, unit: 'blocks', note: `Blocks of ${volumeId}` });
}

/** https://docs.aws.amazon.com/ebs/latest/APIReference/API_ValidationException.html */
function isTokenExpired(error: unknown): boolean {
  return error instanceof AppError && /^(INVALID_BLOCK_TOKEN|INVALID_PAGE_TOKEN)$/.test(String(error.facts.reason));
}
