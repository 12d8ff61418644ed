import { oc } from '@orpc/contract';
import type { Permission } from '@virga/domain';

/**
 * What every procedure declares. `public` is for the sign-in page only; whether the password must have been confirmed
 * lately follows from the permission table, `stepUp` adds it where the table does not ask for it.
 */
export interface ProcedureMeta {
  permission?: Permission | 'public';
  stepUp?: boolean;
  /** True where a person with a one-time password may still go: own session and password only. */
  beforePasswordChange?: boolean;
  /** True for the steps that set the second factor: they go before it is in force. */
  beforeSecondFactor?: boolean;
  /** Requests a minute for one user; the default is 600. */
  perMinute?: number;
  /** Largest body in bytes; the default is 256 kB. */
  bodyLimitBytes?: number;
}

/** Start of every procedure of the contract. Empty metadata has no permission, and the contract test fails on it. */
export const procedure = oc.$meta<ProcedureMeta>({}).$route({ inputStructure: 'compact', outputStructure: 'compact' });
