import type { PlatformAccess, Principal } from '@virga/database';
import type { CaseAccess } from '@virga/domain';
import type { Platform } from './platform.ts';

/** Who sends this request, read from the rows behind the cookie or token of this very request. */
export interface Caller {
  principal: Principal;
  user: { id: string; email: string; name: string; passwordMustChange: boolean; factorMustBeSet: boolean };
  /** Null for an API token. */
  sessionId: string | null;
}

/** What every use case gets. `address` is null when there is no trustworthy one. */
export interface Call {
  platform: Platform;
  caller: Caller;
  address: string | null;
  userAgent: string | null;
  signal: AbortSignal | undefined;
}

/** A call that the guard let into one case. */
export interface CaseCall extends Call {
  access: CaseAccess;
}

/** A call that the guard let through outside of cases. */
export interface PlatformCall extends Call {
  access: PlatformAccess;
}

/** Who, from where: the columns of an audit row that every use case fills alike. */
export function auditOf(call: Call & { access?: CaseAccess | PlatformAccess }) {
  const { principal, sessionId } = call.caller;
  return {
    userId: principal.userId,
    sessionId,
    tokenId: principal.tokenId ?? null,
    address: call.address,
    permission: call.access?.permission ?? null,
    caseId: call.access && 'caseId' in call.access ? call.access.caseId : null,
    outcome: 'allowed' as const,
  };
}
