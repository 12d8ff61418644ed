import { emitLive } from '@virga/database';
import { toAppError, toJsonValue } from '@virga/domain';
import { actionManifests } from '@virga/response/catalog';
import { type OwnedNeed, testConnection } from '@virga/sources/aws';
import { manifests, platformNeeds } from '@virga/sources/catalog';
import type { CollectParts } from '../parts.ts';
import { CallRecorder } from './call-recorder.ts';
import { openSession } from './open-session.ts';

/** Who we are in the account, which permissions of which source are missing, what its regions and members say. */
export async function runConnectionTest(parts: CollectParts, testId: string): Promise<void> {
  const { prisma } = parts.db;
  const { count } = await prisma.connectionTest.updateMany({
    where: { id: testId, state: { in: ['queued', 'running'] } },
    data: { state: 'running' },
  });
  if (count === 0) return;
  const test = await prisma.connectionTest.findUniqueOrThrow({
    where: { id: testId },
    include: { cloudAccount: true },
  });
  const account = test.cloudAccount;
  const calls = new CallRecorder(parts.db, {
    cloudAccountId: account.id,
    externalAccountId: account.externalAccountId,
    caseId: null,
    acquisitionId: null,
  });
  const signal = AbortSignal.any([parts.stopping, AbortSignal.timeout(120_000)]);
  const outcome = await (async () => {
    const session = await openSession(parts, account, {
      sessionName: `v-${testId.slice(-8)}`,
      approvalId: testId,
      signal,
      calls,
    });
    try {
      return {
        state: 'done',
        result: toJsonValue(await testConnection(session, needs(), { registeredRegions: account.regions, signal })),
      };
    } finally {
      session.close();
      await calls.flush();
    }
  })().catch((error: unknown) => {
    const fault = toAppError(error);
    parts.log.warn({ testId, code: fault.code, detail: fault.detail }, 'connection test failed');
    return { state: 'failed', errorCode: fault.code, errorMessage: fault.message };
  });
  await prisma.$transaction(async (tx) => {
    await tx.connectionTest.update({ where: { id: testId }, data: { ...outcome, finishedAt: new Date() } as never });
    await emitLive(tx, {
      caseId: null,
      userId: test.requestedById,
      kind: 'connection-test',
      subject: testId,
      payload: { state: outcome.state },
    });
  });
}

/** Everything that sources, actions and the platform itself need, with whose it is. */
function needs(): OwnedNeed[] {
  const owners = [...manifests, ...actionManifests].map(({ id, permissions }) => ({ id, permissions }));
  return [...owners, { id: 'platform', permissions: platformNeeds }].flatMap((owner) =>
    owner.permissions.map((need) => ({ ownerId: owner.id, need })),
  );
}
