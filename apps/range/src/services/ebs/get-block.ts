/** GetSnapshotBlock. https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html */
import type { Operation } from '../../wire/service.ts';
import { readToken } from './block-tokens.ts';
import { invalid } from './ebs-errors.ts';
import { authorizeSnapshots, deviceOfSnapshot, findSnapshot, snapshotTrail } from './snapshot-access.ts';

export const getSnapshotBlock: Operation = {
  required: ['SnapshotId', 'BlockIndex'],
  authorize: authorizeSnapshots('SnapshotId'),
  trail: snapshotTrail,
  handle: async (call) => {
    const snapshot = findSnapshot(call, String(call.params.SnapshotId));
    const index = Number(call.params.BlockIndex);
    if (!Number.isInteger(index) || index < 0)
      throw invalid('INVALID_PARAMETER_VALUE', 'The block index is not a number.');
    const token = call.query.get('blockToken') ?? '';
    const facts = readToken(call.estate.seed, token);
    if (
      facts?.kind !== 'block' ||
      facts.subject !== snapshot.id ||
      facts.index !== index ||
      facts.expiresAtMs < call.nowMs
    ) {
      throw invalid('INVALID_BLOCK_TOKEN', 'The block token is invalid or has expired.');
    }
    const device = await deviceOfSnapshot(call, snapshot);
    const block = device.read(index);
    const checksum = device.checksum(index, block);
    const data = call.faults.isBlockCorrupt(index) ? corrupted(block) : block;
    return {
      headers: {
        'x-amz-Data-Length': String(block.length),
        'x-amz-Checksum': checksum,
        'x-amz-Checksum-Algorithm': 'SHA256',
      },
      bytes: { data, length: data.length, contentType: 'application/octet-stream' },
    };
  },
};

/** The block with one byte flipped: length and checksum header still those of the true block. */
function corrupted(block: Buffer): Buffer {
  const copy = Buffer.from(block);
  copy[copy.length >> 1]! ^= 0xff;
  return copy;
}
