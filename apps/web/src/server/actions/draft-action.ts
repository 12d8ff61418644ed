import { audit, emitLive, type Prisma, readCaseAccount } from '@virga/database';
import { AppError, errorCodes, type JsonValue, toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { findAction as findActionManifest } from '@virga/response/catalog';
import { grantsOf } from '../accounts/account-row.ts';
import { checkCaseOpen } from '../cases/check-case-open.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { type ActionDetailJson, actionDetailOf } from './action-detail.ts';
import { checkContainmentOn } from './check-containment-on.ts';

export interface Draft {
  kind: string;
  accountId: string;
  region: string;
  target: string;
  parameters: Record<string, JsonValue>;
}

/** A draft changes nothing in the cloud: its job reads the state and makes the plan. */
export async function draftAction(call: CaseCall, draft: Draft): Promise<ActionDetailJson> {
  const { caseId } = call.access;
  const parameters = checkParameters(draft);
  const detail = await call.platform.db.prisma.$transaction(async (tx) => {
    await checkCaseOpen(tx, caseId);
    await checkContainmentOn(tx);
    const account = await readCaseAccount(tx, call.access, draft.accountId);
    if (!grantsOf(account).includes('contain'))
      throw new AppError({
        code: 'resource.conflict',
        message: 'The account has no contain role, so nothing can be contained there.',
        facts: { missingGrants: ['contain'] },
      });
    const row = await tx.containmentAction.create({
      data: {
        id: newId(),
        caseId,
        kind: draft.kind,
        cloudAccountId: account.id,
        region: draft.region,
        target: draft.target,
        parameters,
        running: 'plan',
        proposedById: call.caller.user.id,
      },
    });
    const details = { kind: draft.kind, target: draft.target };
    await audit(tx, {
      ...auditOf(call),
      action: 'containment drafted',
      targetKind: 'action',
      targetId: row.id,
      details,
    });
    await emitLive(tx, { caseId, kind: 'action', subject: row.id });
    return actionDetailOf(tx, row);
  });
  await call.platform.jobs.containment(detail.id);
  return detail;
}

function checkParameters(draft: Draft): Prisma.InputJsonObject {
  const manifest = findActionManifest(draft.kind);
  const issues = manifest ? [] : [{ path: 'kind', message: 'no such action' }];
  const parsed = manifest?.parameters.safeParse(draft.parameters);
  for (const issue of parsed?.error?.issues ?? [])
    issues.push({ path: ['parameters', ...issue.path].join('.'), message: issue.message });
  if (issues.length > 0 || !parsed?.success)
    throw new AppError({ code: 'request.invalid', message: errorCodes['request.invalid'].meaning, facts: { issues } });
  return toJsonValue(parsed.data) as Prisma.InputJsonObject;
}
