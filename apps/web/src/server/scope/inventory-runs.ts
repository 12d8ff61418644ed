import { audit, emitLive, type InventoryRun, readCaseAccount } from '@virga/database';
import { newId } from '@virga/domain/ids';
import type { z } from 'zod';
import type { inventoryRun } from '../../contract/scope-fields.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

type Run = z.input<typeof inventoryRun>;
const states = ['queued', 'running', 'done', 'failed'] as const;

function runOf(row: InventoryRun): Run {
  return {
    id: row.id,
    accountId: row.cloudAccountId,
    state: states.find((state) => state === row.state) ?? 'failed',
    coverage: row.coverage as Run['coverage'],
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    createdAt: isoOf(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
  };
}

export async function listInventoryRuns({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.inventoryRun.findMany({
    where: { caseId: access.caseId },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return { items: rows.map(runOf), next: null };
}

/** Only an account that was granted to this case can be asked. */
export async function refreshInventory(call: CaseCall, { accountId }: { accountId: string }): Promise<Run> {
  const { caseId } = call.access;
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    await readCaseAccount(tx, call.access, accountId);
    const made = await tx.inventoryRun.create({
      data: { id: newId(), caseId, cloudAccountId: accountId, requestedById: call.caller.user.id },
    });
    await audit(tx, { ...auditOf(call), action: 'inventory asked for', targetKind: 'account', targetId: accountId });
    await emitLive(tx, { caseId, kind: 'inventory', subject: made.id, payload: { state: made.state } });
    return made;
  });
  await call.platform.jobs.inventory(row.id);
  return runOf(row);
}
