import type { CaseAccess } from '@virga/domain';

declare const caseScopeBrand: unique symbol;
/** Proof that a job works inside one case: made only by claiming a row of that case, so that a job cannot wander. */
export interface CaseScope {
  readonly [caseScopeBrand]: true;
  readonly caseId: string;
}

/** What every case-scoped query takes: a user's proof (web) or a job's (worker). */
export type InCase = CaseAccess | CaseScope;

/** Inside this package only; never exported from its index. */
export function makeCaseScope<Facts extends { caseId: string }>(facts: Facts): Facts & CaseScope {
  return Object.freeze({ ...facts }) as Facts & CaseScope;
}
