import { audit, authorise, authorisePlatform, stepUpMs } from '@virga/database';
import { AppError, errorCodes, type Permission, permissions, toAppError } from '@virga/domain';
import type { ProcedureMeta } from '../../contract/procedure.ts';
import type { ApiContext } from './api-context.ts';
import { checkRate } from './check-rate.ts';

const defaultPerMinute = 600;

/**
 * Decides before any input is looked at: signed in, password changed, rate, permission and, inside a case, membership. What it
 * answers with `caseId` of the path depends only on whether the caller is a member, so unknown and foreign ids are alike.
 * Every refusal of somebody signed in leaves an audit row.
 */
export async function guard(context: ApiContext, route: string, meta: ProcedureMeta, caseId: unknown): Promise<void> {
  if (meta.permission === 'public') {
    checkRate(`${route} ${context.address}`, meta.perMinute ?? defaultPerMinute);
    return;
  }
  if (!meta.permission) throw new TypeError(`${route} declares no permission`);
  const { caller } = context;
  if (!caller) throw new AppError({ code: 'session.required', message: errorCodes['session.required'].meaning });
  checkRate(`${route} ${caller.principal.tokenId ?? caller.principal.userId}`, meta.perMinute ?? defaultPerMinute);
  try {
    checkPasswordChanged(caller.user.passwordMustChange, meta);
    checkFactorSet(caller.user.factorMustBeSet, meta);
    context.access = await decide(context, meta.permission, caseId);
    if (meta.stepUp) checkStepUp(caller.principal.stepUpAt ?? null);
  } catch (thrown) {
    await recordRefusal(context, route, meta.permission, caseId, toAppError(thrown));
    throw thrown;
  }
}

function decide(context: ApiContext, permission: Permission, caseId: unknown) {
  const { db } = context.platform;
  const principal = context.caller!.principal;
  if (!permissions[permission].inCase) return authorisePlatform(db, principal, permission);
  return authorise(db, principal, permission, typeof caseId === 'string' ? caseId : '');
}

function checkPasswordChanged(mustChange: boolean, meta: ProcedureMeta): void {
  if (mustChange && !meta.beforePasswordChange)
    throw new AppError({
      code: 'permission.denied',
      message: 'Choose a password of your own first.',
      facts: { reason: 'password-must-change' },
    });
}

/** A lead or admin outside the range opens nothing before the second factor is in force. */
function checkFactorSet(mustBeSet: boolean, meta: ProcedureMeta): void {
  if (mustBeSet && !meta.beforePasswordChange && !meta.beforeSecondFactor)
    throw new AppError({
      code: 'permission.denied',
      message: 'Set up a second factor first: your role needs one here.',
      facts: { reason: 'second-factor-must-be-set' },
    });
}

function checkStepUp(stepUpAt: Date | null): void {
  if (!stepUpAt || Date.now() - stepUpAt.getTime() >= stepUpMs)
    throw new AppError({ code: 'session.step_up', message: errorCodes['session.step_up'].meaning });
}

async function recordRefusal(
  context: ApiContext,
  route: string,
  permission: Permission,
  caseId: unknown,
  error: AppError,
): Promise<void> {
  if (error.status >= 500) return;
  const { principal, sessionId } = context.caller!;
  await audit(context.platform.db, {
    userId: principal.userId,
    sessionId,
    tokenId: principal.tokenId ?? null,
    permission,
    action: `refused: ${route}`,
    outcome: 'refused',
    address: context.address,
    // The id as asked for stands in the details: it may be no case of ours, and the column is for ours.
    details: { code: error.code, ...(typeof caseId === 'string' ? { caseId: caseId.slice(0, 64) } : {}) },
  });
}
