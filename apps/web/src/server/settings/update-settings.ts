import {
  type ContainmentSwitch,
  emitLive,
  limitsKey,
  readLimits,
  writeContainmentSwitch,
  writeSetting,
} from '@virga/database';
import type { Limits } from '@virga/domain';
import type { PlatformCall } from '../platform/call.ts';
import { getSettings } from './get-settings.ts';

export interface SettingsChange {
  limits?: Partial<Limits> | undefined;
  containment?: ContainmentSwitch | undefined;
}

export async function updateSettings(call: PlatformCall, { limits, containment }: SettingsChange) {
  await call.platform.db.prisma.$transaction(async (tx) => {
    if (limits) await writeSetting(tx, call.access, limitsKey, { ...(await readLimits(tx)), ...limits });
    if (!containment) return;
    await writeContainmentSwitch(tx, call.access, containment);
    const leads = await tx.user.findMany({ where: { role: 'lead', disabledAt: null }, select: { id: true } });
    const what = containment.enabled ? 'containment switched on again' : 'containment switched off';
    const payload = { what, by: call.caller.user.name, reason: containment.reason };
    for (const { id } of leads)
      await emitLive(tx, { caseId: null, userId: id, kind: 'notification', subject: id, payload });
  });
  return getSettings(call);
}
