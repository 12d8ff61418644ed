import type { z } from 'zod';
import type { firstSteps } from '../../contract/overview.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isStaged } from '../platform/is-staged.ts';

/** Yes or no only: an admin learns that there is a case, not which. With the range there is nothing to set up. */
export async function getFirstSteps(call: PlatformCall): Promise<z.input<typeof firstSteps>> {
  const { db } = call.platform;
  const { role } = call.access;
  if ((role !== 'admin' && role !== 'lead') || call.caller.principal.tokenId || (await isStaged(db))) return null;
  const { prisma } = db;
  const own = await prisma.user.findUniqueOrThrow({ where: { id: call.caller.user.id } });
  const has = async (found: Promise<{ id: string } | null>) => (await found) !== null;
  return {
    password: !own.passwordMustChange,
    factor: own.totpSealed !== null || own.passwordHash === null,
    account: await has(prisma.cloudAccount.findFirst({ select: { id: true } })),
    accountTested: await has(prisma.connectionTest.findFirst({ where: { state: 'done' }, select: { id: true } })),
    people: (await prisma.user.count({ where: { disabledAt: null } })) > 1,
    case: await has(prisma.case.findFirst({ select: { id: true } })),
    collection: await has(prisma.acquisition.findFirst({ where: { state: { not: 'queued' } }, select: { id: true } })),
  };
}
