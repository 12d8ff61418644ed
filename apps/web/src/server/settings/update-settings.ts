import { writeSetting } from '@virga/database';
import type { Limits } from '../../contract/settings.ts';
import type { PlatformCall } from '../platform/call.ts';
import { getSettings } from './get-settings.ts';
import { limitsKey, readLimits } from './limits.ts';

export async function updateSettings(call: PlatformCall, { limits }: { limits: Partial<Limits> }) {
  await call.platform.db.prisma.$transaction(async (tx) => {
    await writeSetting(tx, call.access, limitsKey, { ...(await readLimits(tx)), ...limits });
  });
  return getSettings(call);
}
