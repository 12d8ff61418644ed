import {
  audit,
  type CaseScope,
  checkRequester,
  finishHeldRemoval,
  type HeldRemoval,
  logAcquisition,
  readAcquisition,
  scopeOfRow,
} from '@virga/database';
import { AppError, toAppError } from '@virga/domain';
import type { HeldResource } from '@virga/source-kit';
import { loadCollector } from '@virga/sources';
import { sessionPolicyFor } from '@virga/sources/catalog';
import { CallRecorder } from '../collect/call-recorder.ts';
import { recordCustody } from '../collect/custody.ts';
import { manifestOf } from '../collect/manifest-of.ts';
import { openSession } from '../collect/open-session.ts';
import type { CollectParts } from '../parts.ts';

/** Carries out a lead's order to delete evidence that is held in the cloud and not sealed; every outcome is told in the case. */
export async function removeHeld(parts: CollectParts, removalId: string): Promise<void> {
  const order = await parts.db.prisma.heldRemoval.findUnique({ where: { id: removalId } });
  if (order?.state !== 'queued') return;
  const scope = await scopeOfRow(parts.db, 'held-removal', removalId);
  try {
    await carryOut(parts, scope, order);
  } catch (error) {
    const fault = toAppError(error);
    if (fault.retryable) throw error;
    const isFirst = await parts.db.prisma.$transaction((tx) => finishHeldRemoval(tx, scope, order, fault.message));
    if (!isFirst) return;
    const message = `${order.resourceId} was not removed: ${fault.message}`;
    await tellLog(parts, scope, order, { level: 'error', message, code: fault.code });
  }
}

async function carryOut(parts: CollectParts, scope: CaseScope, order: HeldRemoval): Promise<void> {
  await checkRequester(parts.db, scope, order.requestedById, 'acquisition:discard');
  const row = await readAcquisition(parts.db, scope, order.acquisitionId);
  // Somebody may have started it again between the order and now.
  if (['queued', 'running', 'waiting'].includes(row.state))
    throw new AppError({ code: 'resource.conflict', message: 'The acquisition works with it again.' });
  const resource = (row.held as unknown as HeldResource[]).find((one) => one.id === order.resourceId);
  const collector = await loadCollector(row.sourceId);
  if (!resource || !collector.discard || !row.cloudAccountId)
    throw new AppError({ code: 'resource.conflict', message: `${order.resourceId} is not held any more.` });
  const account = await parts.db.prisma.cloudAccount.findUniqueOrThrow({ where: { id: row.cloudAccountId } });
  const { externalAccountId } = account;
  const owner = { cloudAccountId: account.id, externalAccountId, caseId: row.caseId, acquisitionId: row.id };
  const calls = new CallRecorder(parts.db, owner);
  const { permissions } = manifestOf(row.sourceId);
  const session = await openSession(parts, account, {
    sessionName: `v-${row.id.slice(0, 8)}`,
    sessionPolicy: (grant) => sessionPolicyFor(permissions, grant),
    signal: parts.stopping,
    calls,
  });
  try {
    const request = { session, acquisitionId: row.id, resource, evenTheOnlyCopy: order.onlyCopy };
    const { sourceIsGone } = await collector.discard(request);
    await tell(parts, scope, order, { resource, sourceIsGone, calls });
  } finally {
    session.close();
    await calls.flush();
  }
}

interface Discarded {
  resource: HeldResource;
  sourceIsGone: boolean;
  calls: CallRecorder;
}

async function tell(parts: CollectParts, scope: CaseScope, order: HeldRemoval, done: Discarded): Promise<void> {
  const { resource, sourceIsGone, calls } = done;
  const details = { ...resource, acquisitionId: order.acquisitionId, reason: order.reason, sourceIsGone };
  const custody = await parts.db.prisma.$transaction(async (tx) => {
    if (!(await finishHeldRemoval(tx, scope, order, null))) return null;
    await audit(tx, {
      userId: order.requestedById,
      caseId: order.caseId,
      action: 'held evidence removed unsealed',
      targetKind: 'acquisition',
      targetId: order.acquisitionId,
      outcome: 'allowed',
      details,
    });
    return recordCustody(parts, tx, scope, {
      what: 'source snapshot removed unsealed',
      actor: { userId: order.requestedById, name: 'collect worker', cloudIdentity: null },
      requestIds: calls.recentRequestIds(),
      ...calls.clock(),
      details,
    });
  });
  if (!custody) return;
  await custody.publish();
  const copy = sourceIsGone ? ' Its source is gone: it was the only copy.' : '';
  const message = `${resource.id} was removed without having been sealed, by order of a lead: ${order.reason}.${copy}`;
  await tellLog(parts, scope, order, { level: 'warning', message, code: null });
}

async function tellLog(
  parts: CollectParts,
  scope: CaseScope,
  order: HeldRemoval,
  line: { level: 'warning' | 'error'; message: string; code: string | null },
): Promise<void> {
  const fields = { resourceId: order.resourceId, ...(line.code ? { code: line.code } : {}) };
  const entry = { step: 'seal' as const, level: line.level, message: line.message, requestId: null, fields };
  await logAcquisition(parts.db, scope, order.acquisitionId, entry);
}
