export { authorise, authorisePlatform, isUuid, notFound, stepUpMs } from './authorise.ts';
export type { CaseScope, InCase } from './case-scope.ts';
export { checkRequester } from './check-requester.ts';
export type { PlatformAccess, Principal } from './principal.ts';
export { type ScopeRow, scopeOfRow } from './scope-of-row.ts';
