import { AppError } from '@virga/domain';
import type { DiskContext } from './disk-state.ts';
import type { ListedBlock } from './read-block.ts';

export interface BlockPage {
  blocks: ListedBlock[];
  blockSize: number;
  /** GiB, as the snapshot says. */
  volumeSizeGib: number;
  isLast: boolean;
}

/** Blocks ever written, ascending from `startIndex`. A page may be empty although more follow. */
export async function* listBlocks(
  context: DiskContext,
  snapshotId: string,
  startIndex: number,
): AsyncGenerator<BlockPage> {
  const ebs = context.session.ebs(context.parameters.region, 'collect-write');
  let nextToken: string | undefined;
  do {
    const answer = await ebs.listSnapshotBlocks({
      SnapshotId: snapshotId,
      MaxResults: 10_000,
      ...(nextToken === undefined ? { StartingBlockIndex: startIndex } : { NextToken: nextToken }),
    });
    const { BlockSize: blockSize = 0, VolumeSize: volumeSizeGib = 0 } = answer;
    if (blockSize <= 0 || blockSize % 512 !== 0 || volumeSizeGib <= 0)
      throw new AppError({
        code: 'cloud.unexpected',
        message: `AWS listed ${snapshotId} with blocks of ${blockSize} bytes and ${volumeSizeGib} GiB.`,
      });
    const blocks = (answer.Blocks ?? []).flatMap((block) =>
      block.BlockIndex !== undefined && block.BlockToken ? [{ index: block.BlockIndex, token: block.BlockToken }] : [],
    );
    nextToken = answer.NextToken;
    yield { blocks, blockSize, volumeSizeGib, isLast: nextToken === undefined };
  } while (nextToken !== undefined);
}
