import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';
import type { DiskContext } from './disk-state.ts';

export interface ListedBlock {
  index: number;
  token: string;
}

export interface VerifiedBlock {
  bytes: Uint8Array;
  /** Base64 SHA-256, the service's and ours. */
  checksum: string;
}

/** Times a block is read before its damage is believed. */
const readings = 3;

/**
 * One block, checked: the SDK does not compare the checksum that the service sends. Read again on damage or a cut
 * connection. Errors: `evidence.block_corrupt` with the block's index; `cloud.*` as they come.
 */
export async function readBlock(
  context: DiskContext,
  snapshotId: string,
  block: ListedBlock,
  blockSize: number,
): Promise<VerifiedBlock> {
  let problem = '';
  for (let reading = 1; reading <= readings; reading += 1) {
    const outcome = await attempt(context, snapshotId, block, blockSize);
    if (typeof outcome !== 'string') return outcome;
    problem = outcome;
    context.signal.throwIfAborted();
    await context.log('warning', `Block ${block.index} of ${snapshotId} read again: ${problem}.`, { reading });
    await pause(50 * 2 ** reading);
  }
  const isCorrupt = !problem.startsWith('connection');
  throw new AppError({
    code: isCorrupt ? 'evidence.block_corrupt' : 'cloud.unreachable',
    message: `Block ${block.index} of ${snapshotId} failed ${readings} times: ${problem}.`,
    retryable: !isCorrupt,
    facts: { snapshotId, index: block.index },
  });
}

/** The block, or a sentence why it is not usable. */
async function attempt(
  context: DiskContext,
  snapshotId: string,
  block: ListedBlock,
  blockSize: number,
): Promise<VerifiedBlock | string> {
  const { region } = context.parameters;
  const answer = await context.session
    .ebs(region, 'collect-write')
    .getSnapshotBlock({ SnapshotId: snapshotId, BlockIndex: block.index, BlockToken: block.token });
  const length = answer.DataLength ?? 0;
  if (answer.ChecksumAlgorithm !== 'SHA256' || !answer.Checksum) return 'the answer carries no SHA-256';
  if (length <= 0 || length > blockSize) return `the answer says ${length} bytes for a block of ${blockSize}`;
  let bytes: Uint8Array;
  try {
    bytes = (await answer.BlockData?.transformToByteArray()) ?? new Uint8Array();
  } catch (thrown) {
    const { externalAccountId: accountId } = context.account;
    const error = toAppError(thrown, { service: 'ebs', operation: 'GetSnapshotBlock', region, accountId });
    if (context.signal.aborted) throw error;
    return `connection lost in the middle of the block (${error.code})`;
  }
  if (bytes.length !== length) return `${bytes.length} of ${length} bytes arrived`;
  // Here and not on the thread pool: 0.3 ms a block, where handing it over (a copy of the block) costs four times that.
  const checksum = hash('sha256', bytes, 'base64');
  return checksum === answer.Checksum ? { bytes, checksum } : 'the bytes do not have the checksum the service sent';
}
