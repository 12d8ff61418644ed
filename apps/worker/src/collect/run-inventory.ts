import {
  type CaseScope,
  type CloudAccount,
  checkRequester,
  emitLive,
  readCaseAccount,
  scopeOfRow,
} from '@virga/database';
import { toAppError, toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { collectInventory, type Inventory, type InventoryKind, inventoryKinds } from '@virga/sources/aws';
import type { CollectParts } from '../parts.ts';
import { CallRecorder } from './call-recorder.ts';
import { keepEvaporation } from './keep-evaporation.ts';
import { keepGone } from './keep-gone.ts';
import { openSession } from './open-session.ts';

/** What there is in an account that a case was granted, what was there, and how long the rest will last. */
export async function runInventory(parts: CollectParts, runId: string): Promise<void> {
  const { prisma } = parts.db;
  const { count } = await prisma.inventoryRun.updateMany({
    where: { id: runId, state: { in: ['queued', 'running'] } },
    data: { state: 'running' },
  });
  if (count === 0) return;
  const run = await prisma.inventoryRun.findUniqueOrThrow({ where: { id: runId } });
  const scope = await scopeOfRow(parts.db, 'inventory-run', runId);
  const outcome = await checkRequester(parts.db, scope, run.requestedById, 'scope:read')
    .then(() => takeInventory(parts, scope, run.cloudAccountId))
    .then(
      (coverage) => ({ state: 'done', coverage: toJsonValue(coverage) }),
      (error: unknown) => {
        const fault = toAppError(error);
        parts.log.warn({ runId, code: fault.code, detail: fault.detail }, 'inventory failed');
        return { state: 'failed', errorCode: fault.code, errorMessage: fault.message };
      },
    );
  await prisma.$transaction(async (tx) => {
    await tx.inventoryRun.update({ where: { id: runId }, data: { ...outcome, finishedAt: new Date() } as never });
    await emitLive(tx, { caseId: run.caseId, kind: 'inventory', subject: runId, payload: { state: outcome.state } });
  });
}

async function takeInventory(
  parts: CollectParts,
  scope: CaseScope,
  cloudAccountId: string,
): Promise<Inventory['coverage']> {
  const account = await readCaseAccount(parts.db, scope, cloudAccountId);
  const owner = {
    cloudAccountId,
    externalAccountId: account.externalAccountId,
    caseId: scope.caseId,
    acquisitionId: null,
  };
  const calls = new CallRecorder(parts.db, owner);
  const signal = AbortSignal.any([parts.stopping, AbortSignal.timeout(600_000)]);
  const session = await openSession(parts, account, { sessionName: `v-${scope.caseId.slice(-8)}`, signal, calls });
  try {
    const inventory = await collectInventory(session, { registeredRegions: account.regions, signal });
    await keepLive(parts, scope, account, inventory);
    await keepGone(parts, scope, account, inventory, completeKinds(inventory));
    await keepEvaporation(parts, scope, account, inventory);
    return inventory.coverage;
  } finally {
    session.close();
    await calls.flush();
  }
}

/** Kinds that every corner answered for: only of these may something be called gone. */
function completeKinds(inventory: Inventory): Set<InventoryKind> {
  const silent = new Set(
    inventory.coverage
      .filter((corner) => corner.word !== 'collected' && corner.word !== 'empty')
      .map((corner) => corner.kind),
  );
  return new Set(inventoryKinds.filter((kind) => !silent.has(kind)));
}

async function keepLive(
  parts: CollectParts,
  scope: CaseScope,
  account: CloudAccount,
  inventory: Inventory,
): Promise<void> {
  const { prisma } = parts.db;
  const { caseId } = scope;
  const { externalAccountId } = account;
  const now = BigInt(Date.now()) * 1000n;
  const rows = inventory.entries.map((entry) => ({
    id: newId(),
    caseId,
    cloudAccountId: account.id,
    externalAccountId,
    region: entry.region,
    kind: entry.kind,
    resourceId: entry.resourceId,
    name: entry.name,
    presence: 'live',
    attributes: toJsonValue(entry.attributes) as never,
    firstSeenMicros: entry.createdMicros,
    lastSeenMicros: now,
    updatedAt: new Date(),
  }));
  await prisma.$transaction(async (tx) => {
    await tx.inventoryItem.deleteMany({ where: { caseId, externalAccountId, presence: 'live' } });
    await tx.inventoryItem.createMany({ data: rows, skipDuplicates: true });
    await emitLive(tx, { caseId, kind: 'inventory', subject: account.id, payload: { live: rows.length } });
  });
}
