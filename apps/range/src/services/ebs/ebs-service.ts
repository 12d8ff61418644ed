import type { RestRequest, ServiceHandler } from '../../wire/service.ts';
import { getSnapshotBlock } from './get-block.ts';
import { listChangedBlocks, listSnapshotBlocks } from './list-blocks.ts';

type Matched = ReturnType<NonNullable<ServiceHandler['match']>>;

function matchEbs({ method, path, query }: RestRequest): Matched {
  const [root, id, kind, index, ...rest] = path.slice(1).split('/');
  if (method !== 'GET' || root !== 'snapshots' || id === undefined || rest.length > 0) return undefined;
  if (kind === 'changedblocks' && index === undefined) {
    const firstSnapshotId = query.get('firstSnapshotId');
    const first = firstSnapshotId === null ? {} : { FirstSnapshotId: firstSnapshotId };
    return { operation: 'ListChangedBlocks', params: { ...first, SecondSnapshotId: id } };
  }
  if (kind !== 'blocks') return undefined;
  if (index === undefined) return { operation: 'ListSnapshotBlocks', params: { SnapshotId: id } };
  return { operation: 'GetSnapshotBlock', params: { SnapshotId: id, BlockIndex: index } };
}

/** EBS direct APIs (reading side). */
export const ebsService: ServiceHandler = {
  service: 'ebs',
  protocol: 'rest-json',
  match: matchEbs,
  operations: {
    ListSnapshotBlocks: listSnapshotBlocks,
    ListChangedBlocks: listChangedBlocks,
    GetSnapshotBlock: getSnapshotBlock,
  },
};
