import { audit, emitLive, notFound } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { connectionTestOf } from './connection-test-row.ts';
import { getAccount } from './get-account.ts';

/** A row and a job; the answer comes over the live stream and by getTest. */
export async function testConnection(call: PlatformCall, { accountId }: { accountId: string }) {
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    if ((await tx.cloudAccount.count({ where: { id: accountId } })) === 0) throw notFound();
    const made = await tx.connectionTest.create({
      data: { id: newId(), cloudAccountId: accountId, requestedById: call.caller.user.id },
    });
    await audit(tx, {
      ...auditOf(call),
      action: 'connection test asked for',
      targetKind: 'account',
      targetId: accountId,
    });
    await emitLive(tx, { caseId: null, userId: call.caller.user.id, kind: 'connection-test', subject: made.id });
    return made;
  });
  await call.platform.jobs.connectionTest(row.id);
  return connectionTestOf(row);
}

export async function getConnectionTest(call: PlatformCall, input: { accountId: string; testId: string }) {
  await getAccount(call, input);
  const row = await call.platform.db.prisma.connectionTest.findFirst({
    where: { id: input.testId, cloudAccountId: input.accountId },
  });
  if (!row) throw notFound();
  return connectionTestOf(row);
}
