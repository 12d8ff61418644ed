import type { ContainmentAction, Transaction } from '@virga/database';
import { actionStates } from '@virga/domain';
import { findAction as findActionManifest } from '@virga/response/catalog';
import type { z } from 'zod';
import type { actionRow } from '../../contract/action-fields.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

const running = ['plan', 'apply', 'verify', 'undo'] as const;

export function actionRowOf(row: ContainmentAction, names: ReadonlyMap<string, string>): z.input<typeof actionRow> {
  return {
    id: row.id,
    caseId: row.caseId,
    kind: row.kind,
    title: findActionManifest(row.kind)?.title ?? row.kind,
    accountId: row.cloudAccountId,
    region: row.region,
    target: row.target,
    state: actionStates.find((state) => state === row.state) ?? 'failed',
    running: running.find((what) => what === row.running) ?? null,
    proposedBy: userRefOf(names, row.proposedById),
    proposedAt: isoOrNull(row.proposedAt),
    approvedBy: row.approvedById ? userRefOf(names, row.approvedById) : null,
    approvedAt: isoOrNull(row.approvedAt),
    breakGlass: row.breakGlass,
    expiresAt: isoOrNull(row.expiresAt),
    askedAt: isoOrNull(row.askedAt),
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    createdAt: isoOf(row.createdAt),
    appliedAt: isoOrNull(row.appliedAt),
    undoneAt: isoOrNull(row.undoneAt),
  };
}

export async function namesOfActions(
  tx: Transaction,
  rows: readonly ContainmentAction[],
): Promise<Map<string, string>> {
  return userNames(
    { prisma: tx },
    rows.flatMap((row) => [row.proposedById, row.approvedById]),
  );
}
