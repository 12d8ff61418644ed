import { assertLease, finishAction } from '@virga/database';
import { type JsonValue, toJsonValue } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { canonicalize } from '@virga/evidence-store';
import { findAction } from '@virga/response/catalog';
import { findManifest } from '@virga/sources/catalog';
import type { ContainmentRun } from './open-containment.ts';

/** What an approval binds to: the plan and the state it was made from (forensics.md, 13). */
export function planHashOf(plan: JsonValue, stateBefore: JsonValue): string {
  return sha256Hex(canonicalize({ plan, stateBefore }));
}

/** Reads the state, makes the preview, names evidence that is not yet taken. Changes nothing in the account. */
export async function planAction(run: ContainmentRun): Promise<void> {
  const { action, context, row, lease, parts } = run;
  const stateBefore = toJsonValue(await action.readState(context));
  const plan = toJsonValue(await action.plan(context, stateBefore));
  // Steps tried under an older plan say nothing about this one.
  await parts.db.prisma.$transaction(async (tx) => {
    await assertLease(tx, lease);
    await tx.actionStep.deleteMany({ where: { caseId: row.caseId, actionId: row.id } });
  });
  await finishAction(parts.db, lease, {
    state: 'draft',
    plan: plan as never,
    planHash: planHashOf(plan, stateBefore),
    stateBefore: stateBefore as never,
    gate: (await gateOf(run)) as never,
    errorCode: null,
    errorMessage: null,
    errorFacts: {},
  });
  parts.log.info({ actionId: row.id, kind: row.kind }, 'plan made');
}

/** Volatile evidence of the target that no acquisition of this case holds sealed. */
async function gateOf(run: ContainmentRun): Promise<{ sourceId: string; label: string }[]> {
  const { row, parts } = run;
  const missing: { sourceId: string; label: string }[] = [];
  for (const sourceId of findAction(row.kind)?.volatileSources ?? []) {
    const sealed = await parts.db.prisma.evidenceItem.count({
      where: { caseId: row.caseId, sourceId, readBackAt: { not: null }, acquisition: { target: row.target } },
    });
    if (sealed === 0)
      missing.push({
        sourceId,
        label: `${findManifest(sourceId)?.title ?? sourceId} of ${row.target} is not collected`,
      });
  }
  return missing;
}
