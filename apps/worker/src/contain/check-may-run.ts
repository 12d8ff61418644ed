import { type ContainmentAction, checkRequester, readContainmentSwitch } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import type { CollectParts } from '../parts.ts';

/**
 * Asked before the contain grant is opened. Who approved must still be a member who may; a plan changes nothing, so whoever
 * drafted it must still be one who may propose. Switched off, nothing is planned or applied; verifying and undoing stay possible.
 */
export async function checkMayRun({ db }: CollectParts, row: ContainmentAction): Promise<void> {
  if (row.running !== 'plan' && row.running !== 'apply') return;
  const { enabled, reason } = await readContainmentSwitch(db);
  if (!enabled)
    throw new AppError({
      code: 'action.switched_off',
      message: errorCodes['action.switched_off'].meaning,
      facts: { reason },
    });
  // A half-applied action is finished whoever has left: half a change is worse than a whole one.
  const begun = await db.prisma.actionStep.count({ where: { actionId: row.id, phase: 'apply' } });
  if (begun > 0) return;
  if (row.running === 'plan') await checkRequester(db, row, row.proposedById, 'action:propose');
  // Without an approval there is nobody to ask about: applying says so itself.
  else if (row.approvedById) await checkRequester(db, row, row.approvedById, 'action:approve');
}
