import { z } from 'zod';
import type { ApiProblem } from '../../contract/problem.ts';

const issues = z.array(z.object({ path: z.string(), message: z.string() })).catch([]);

/** Sentences of the server per field: `parameters.from` belongs to the field `from`, `parameters.regions.2` to `regions`. */
export function serverFaults(problem: ApiProblem): Record<string, string> {
  return Object.fromEntries(
    issues
      .parse(problem.problem.facts['issues'])
      .filter((issue) => issue.path.startsWith('parameters.'))
      .map((issue) => [issue.path.split('.')[1]!, issue.message]),
  );
}
