import { finishAction } from '@virga/database';
import type { JsonValue } from '@virga/domain';
import type { Verification } from '@virga/response';
import type { ContainmentRun } from './open-containment.ts';
import { saveStep } from './run-steps.ts';

/** Reads whether the containment still holds, and says so finding by finding. */
export async function verifyAction(run: ContainmentRun): Promise<void> {
  const verification = await run.action.verify(run.context, run.row.stateBefore as JsonValue);
  await saveVerification(run, verification);
  await finishAction(run.parts.db, run.lease, { errorCode: null, errorMessage: null, errorFacts: {} });
}

export async function saveVerification(run: ContainmentRun, verification: Verification): Promise<void> {
  for (const [index, finding] of verification.findings.entries())
    await saveStep(run, 'verify', {
      index,
      key: `finding ${index + 1}`,
      title: finding.title,
      state: finding.holds ? 'done' : 'failed',
      message: finding.detail,
    });
}
