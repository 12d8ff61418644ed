import { implement } from '@orpc/server';
import { contract } from '../../contract/contract.ts';
import type { ApiContext } from '../http/api-context.ts';

/** The contract, to be implemented by the files beside this one. The guard runs before any of them (handle-api.ts). */
export const os = implement(contract).$context<ApiContext>();
