import {
  AppError,
  type CaseAccess,
  errorCodes,
  type Permission,
  permissions,
  type Role,
  roleHas,
  roles,
} from '@virga/domain';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { PlatformAccess, Principal } from './principal.ts';

/** How long a confirmed password counts for steps that ask for it. */
export const stepUpMs = 10 * 60_000;

/**
 * The only maker of a CaseAccess. Unknown case, foreign case and a token's missing case answer alike (resource.not_found);
 * only a member learns that his role lacks the permission (permission.denied) or must confirm his password
 * (session.step_up). Role and membership are read here, never taken from what the browser sent.
 */
export async function authorise(
  db: Database | Transaction,
  principal: Principal,
  permission: Permission,
  caseId: string,
): Promise<CaseAccess> {
  if (!permissions[permission].inCase) throw new TypeError(`${permission} is not a permission inside a case`);
  if (!isUuid(caseId)) throw notFound();
  if (principal.tokenId && !principal.tokenCaseIds?.includes(caseId)) throw notFound();
  const member = await clientOf(db).caseMember.findUnique({
    where: { caseId_userId: { caseId, userId: principal.userId } },
    select: { user: { select: { role: true, disabledAt: true } } },
  });
  if (!member) throw notFound();
  const role = checkUser(member.user);
  checkPermission(principal, role, permission);
  return Object.freeze({ caseId, userId: principal.userId, role, permission }) as CaseAccess;
}

/** The same for permissions outside of cases. */
export async function authorisePlatform(
  db: Database | Transaction,
  principal: Principal,
  permission: Permission,
): Promise<PlatformAccess> {
  if (permissions[permission].inCase) throw new TypeError(`${permission} is a permission inside a case`);
  const user = await clientOf(db).user.findUnique({
    where: { id: principal.userId },
    select: { role: true, disabledAt: true },
  });
  const role = checkUser(user);
  checkPermission(principal, role, permission);
  return Object.freeze({ userId: principal.userId, role, permission }) as PlatformAccess;
}

function checkUser(user: { role: string; disabledAt: Date | null } | null): Role {
  const role = roles.find((name) => name === user?.role);
  if (!user || user.disabledAt || !role)
    throw new AppError({ code: 'session.required', message: errorCodes['session.required'].meaning });
  return role;
}

function checkPermission(principal: Principal, role: Role, permission: Permission): void {
  if (!roleHas(role, permission)) throw denied();
  const needsStepUp = 'stepUp' in permissions[permission];
  if (principal.tokenId) {
    if (!principal.tokenPermissions?.includes(permission) || !isOpenToTokens(permission, needsStepUp)) throw denied();
    return;
  }
  if (needsStepUp && !isFresh(principal.stepUpAt))
    throw new AppError({ code: 'session.step_up', message: errorCodes['session.step_up'].meaning });
}

/** Tokens never approve, nor manage members, users, accounts or settings; an export was confirmed when it was created. */
function isOpenToTokens(permission: Permission, needsStepUp: boolean): boolean {
  if (permission === 'evidence:export') return true;
  return !needsStepUp && permission !== 'self:write';
}

function isFresh(stepUpAt: Date | null | undefined): boolean {
  if (!stepUpAt) return false;
  const age = Date.now() - stepUpAt.getTime();
  return age >= 0 && age < stepUpMs;
}

/** One object of one wording, so that foreign and unknown ids cannot be told apart. */
export function notFound(): AppError {
  return new AppError({ code: 'resource.not_found', message: errorCodes['resource.not_found'].meaning });
}

function denied(): AppError {
  return new AppError({ code: 'permission.denied', message: errorCodes['permission.denied'].meaning });
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
