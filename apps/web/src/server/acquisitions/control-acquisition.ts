import { audit, readAcquisition, requestCancel, retryAcquisition, type Transaction } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { userNames } from '../platform/user-names.ts';
import { acquisitionRowOf } from './acquisition-row.ts';

/** The step that failed runs again from its checkpoint. */
export async function retryFailed(call: CaseCall, { acquisitionId }: { acquisitionId: string }) {
  const row = await change(call, acquisitionId, ['failed', 'cancelled'], 'acquisition retried', retryAcquisition);
  await call.platform.jobs.acquisition(acquisitionId);
  return row;
}

/** Asks; the worker stops at its next checkpoint, and what holds evidence in the cloud stays there, named. */
export async function cancelAcquisition(call: CaseCall, { acquisitionId }: { acquisitionId: string }) {
  const row = await change(
    call,
    acquisitionId,
    ['queued', 'running', 'waiting'],
    'acquisition cancelled',
    requestCancel,
  );
  await call.platform.jobs.acquisition(acquisitionId);
  return row;
}

async function change(
  call: CaseCall,
  id: string,
  states: string[],
  action: string,
  write: (tx: Transaction, access: CaseCall['access'], id: string) => Promise<void>,
) {
  return call.platform.db.prisma.$transaction(async (tx) => {
    const before = await readAcquisition(tx, call.access, id);
    if (!states.includes(before.state))
      throw new AppError({
        code: 'resource.conflict',
        message: `The acquisition is ${before.state}; this is for one that is ${states.join(' or ')}.`,
        facts: { state: before.state },
      });
    await write(tx, call.access, id);
    await audit(tx, { ...auditOf(call), action, targetKind: 'acquisition', targetId: id });
    const row = await readAcquisition(tx, call.access, id);
    return acquisitionRowOf(row, await userNames({ prisma: tx }, [row.requestedById]));
  });
}
