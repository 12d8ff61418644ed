/** https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html (Errors and their Reason) */
import { ServiceError } from '../../wire/service.ts';

export function invalid(reason: string, message: string): ServiceError {
  return new ServiceError('ValidationException', 400, message, { Reason: reason });
}

export function notFound(snapshotId: string): ServiceError {
  const message = `The snapshot '${snapshotId}' does not exist.`;
  return new ServiceError('ResourceNotFoundException', 404, message, { Reason: 'SNAPSHOT_NOT_FOUND' });
}
