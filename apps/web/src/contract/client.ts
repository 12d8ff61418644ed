import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { type Contract, contract } from './contract.ts';
import { ApiProblem, problemOf } from './problem.ts';

export type ApiClient = JsonifiedClient<ContractRouterClient<Contract>>;

/**
 * Typed calls. Every failure is an ApiProblem with `code` and `facts`; a lost connection stays the TypeError that fetch
 * throws. `origin` is left out in the browser.
 */
export function createApiClient(origin?: string, request: typeof fetch = (...args) => fetch(...args)): ApiClient {
  const link = new OpenAPILink(contract, {
    url: () => `${origin ?? window.location.origin}/api/v1`,
    fetch: async (input, init) => {
      const response = await request(input, init);
      if (response.ok) return response;
      throw new ApiProblem(problemOf(await response.json().catch(() => null), response.status));
    },
  });
  return createORPCClient(link);
}

export const client: ApiClient = createApiClient();

/** `api.cases.get.queryOptions({ input: { caseId } })`, `api.cases.update.mutationOptions()`, `api.cases.key()` for React Query. */
export const api = createTanstackQueryUtils(client);
