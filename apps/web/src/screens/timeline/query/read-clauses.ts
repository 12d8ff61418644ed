import { AppError } from '@virga/domain';
import { type Clause, clausesOf } from '@virga/timeline/query';

export interface QueryProblem {
  message: string;
  /** UTF-16 units, as a caret counts. */
  position: number;
  length: number;
}

/** The clauses of a query, or where it cannot be read. The same reader as the server's, so both say the same. */
export function readClauses(
  query: string,
): { clauses: Clause[]; problem: null } | { clauses: null; problem: QueryProblem } {
  try {
    return { clauses: clausesOf(query), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'request.query_invalid') throw thrown;
    const position = Number(thrown.facts['position']);
    return { clauses: null, problem: { message: thrown.message, position, length: Number(thrown.facts['length']) } };
  }
}
