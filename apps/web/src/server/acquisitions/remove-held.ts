import { askHeldRemoval, audit, readAcquisition } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { userNames } from '../platform/user-names.ts';
import { acquisitionRowOf } from './acquisition-row.ts';

interface Order {
  acquisitionId: string;
  resourceId: string;
  confirm: string;
  reason: string;
  onlyCopy: boolean;
}

/** A lead has evidence deleted that is held in the cloud and not sealed. Its id is typed, so that nobody clicks it away. */
export async function removeHeld(call: CaseCall, order: Order) {
  const { acquisitionId, resourceId, confirm, reason, onlyCopy } = order;
  const { row, removalId } = await call.platform.db.prisma.$transaction(async (tx) => {
    const row = await readAcquisition(tx, call.access, acquisitionId);
    const held = acquisitionRowOf(row, new Map()).held.find((one) => one.id === resourceId);
    if (!held) throw conflict(`${resourceId} is not held by this acquisition.`);
    if (['queued', 'running', 'waiting'].includes(row.state))
      throw conflict('The acquisition still works with it. Cancel it first, or let it seal what is held.');
    if (confirm !== resourceId)
      throw new AppError({ code: 'request.invalid', message: `Type ${resourceId} to confirm that it is deleted.` });
    const requestedById = call.caller.user.id;
    const removal = await askHeldRemoval(tx, call.access, {
      acquisitionId,
      resourceId,
      reason,
      onlyCopy,
      requestedById,
    });
    await audit(tx, {
      ...auditOf(call),
      action: 'removal of held evidence ordered',
      targetKind: 'acquisition',
      targetId: acquisitionId,
      details: { resourceId, reason, onlyCopy },
    });
    return { row, removalId: removal.id };
  });
  await call.platform.jobs.removeHeld(removalId);
  return acquisitionRowOf(row, await userNames(call.platform.db, [row.requestedById]));
}

function conflict(message: string): AppError {
  return new AppError({ code: 'resource.conflict', message });
}
