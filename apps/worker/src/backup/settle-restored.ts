import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { audit, type Database, type Prisma, type Transaction } from '@virga/database';
import type { BackupManifest } from './backup-manifest.ts';

const wasUnderWay = 'This was under way when the backup was made, and was stopped by its restore.';
const open = { in: ['queued', 'running'] };

/**
 * What was under way when the backup was made may have ended since, or goes on in the installation it was made of: nothing
 * touches a cloud by itself after a restore. A person starts it again. Answers with how many rows that were.
 */
export async function settleRestored(db: Database, home: string, manifest: BackupManifest): Promise<number> {
  return db.prisma.$transaction(async (tx) => {
    const finishedAt = new Date();
    const refused = { state: 'failed', errorMessage: wasUnderWay, finishedAt };
    const failed = { state: 'failed', errorCode: 'system.unavailable', errorMessage: wasUnderWay };
    const counts = [
      await settleAcquisitions(tx, failed),
      await settleActions(tx),
      (await tx.inventoryRun.updateMany({ where: { state: open }, data: { ...failed, finishedAt } })).count,
      (await tx.connectionTest.updateMany({ where: { state: open }, data: { ...failed, finishedAt } })).count,
      (await tx.evidenceExport.updateMany({ where: { state: open }, data: { ...failed, finishedAt } })).count,
      await settleUploads(tx, home),
      // An order to delete the only copy of something must never run from a backup.
      (await tx.heldRemoval.updateMany({ where: { state: 'queued' }, data: refused })).count,
    ];
    const { createdAt, tool, database } = manifest;
    await audit(tx, {
      action: 'restored from a backup',
      outcome: 'allowed',
      details: { createdAt, tool, migration: database.migrations.at(-1)?.name, cases: manifest.cases.length },
    });
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/** Begins again from its first step: its token makes the cloud answer with the same snapshot. Only items' ids are kept. */
async function settleAcquisitions(tx: Transaction, failed: object): Promise<number> {
  const rows = await tx.acquisition.findMany({
    where: { state: { in: ['queued', 'running', 'waiting'] } },
    select: { id: true, checkpoint: true },
  });
  for (const { id, checkpoint } of rows) {
    const kept = Object.entries(checkpoint as Record<string, unknown>).filter(([key]) => key.startsWith('set '));
    await tx.acquisition.update({
      where: { id },
      data: {
        ...failed,
        step: 'prepare',
        phase: 'start',
        checkpoint: Object.fromEntries(kept) as Prisma.InputJsonObject,
        leaseOwner: null,
        leaseUntil: null,
        nextRunAt: null,
        finishedAt: new Date(),
      },
    });
  }
  return rows.length;
}

/** A plan is made again without harm; an apply or undo that was cut is half-applied until somebody has looked. */
async function settleActions(tx: Transaction): Promise<number> {
  const stopped = { running: null, leaseOwner: null, leaseUntil: null, errorCode: 'system.unavailable' };
  const errorMessage = `${wasUnderWay} Compare the target with the recorded state before anything else.`;
  const half = await tx.containmentAction.updateMany({
    where: { running: { in: ['apply', 'undo'] } },
    data: { ...stopped, errorMessage, state: 'partial' },
  });
  const rest = await tx.containmentAction.updateMany({
    where: { running: { not: null } },
    data: { ...stopped, errorMessage: wasUnderWay },
  });
  return half.count + rest.count;
}

async function settleUploads(tx: Transaction, home: string): Promise<number> {
  const rows = await tx.upload.findMany({ where: { state: { in: ['receiving', 'received'] } } });
  let count = 0;
  for (const { id, caseId, state } of rows) {
    const isHere = await stat(join(home, 'uploads', caseId, id)).catch(() => null);
    if (state === 'received' && isHere) continue;
    const data = { state: 'failed', errorMessage: `${wasUnderWay} Send the file again.`, finishedAt: new Date() };
    await tx.upload.update({ where: { id }, data });
    count += 1;
  }
  return count;
}
