import { readContainmentSwitch, type Transaction } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';

/** An admin can switch containment off for the whole platform; undo does not ask. The worker asks again. */
export async function checkContainmentOn(tx: Transaction): Promise<void> {
  const { enabled, reason } = await readContainmentSwitch(tx);
  if (!enabled)
    throw new AppError({
      code: 'action.switched_off',
      message: `Containment is switched off on this platform: ${reason}`,
      detail: errorCodes['action.switched_off'].meaning,
      facts: { reason },
    });
}
