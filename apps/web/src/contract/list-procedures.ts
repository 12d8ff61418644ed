import { isContractProcedure } from '@orpc/contract';
import { contract } from './contract.ts';
import type { ProcedureMeta } from './procedure.ts';

export interface ListedProcedure {
  /** For example `cases.get`. */
  name: string;
  method: string;
  path: string;
  summary: string;
  meta: ProcedureMeta;
}

/** Every procedure of the contract: what guards, documents and the route walk go over. */
export function listProcedures(node: unknown = contract, prefix: readonly string[] = []): ListedProcedure[] {
  if (isContractProcedure(node)) {
    const { route, meta } = node['~orpc'];
    return [
      {
        name: prefix.join('.'),
        method: route.method ?? '',
        path: route.path ?? '',
        summary: route.summary ?? '',
        meta: meta as ProcedureMeta,
      },
    ];
  }
  return Object.entries(node as Record<string, unknown>).flatMap(([key, child]) =>
    listProcedures(child, [...prefix, key]),
  );
}
