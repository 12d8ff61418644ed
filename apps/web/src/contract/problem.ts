import { z } from 'zod';

/** RFC 9457 body of every refusal and failure, `application/problem+json`. `code` is a key of the domain's errorCodes. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Safe to show: what happened, what it means, what to do. */
  detail: z.string(),
  code: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type Problem = z.output<typeof problemSchema>;

/** What every failed call of the client throws. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  static async ofResponse(response: Response): Promise<ApiProblem> {
    const body: unknown = await response.json().catch(() => null);
    return new ApiProblem(problemOf(body, response.status));
  }
}

/** The problem in a failed answer; one made of the status when the body is none (a proxy's page, a cut connection). */
export function problemOf(body: unknown, status: number): Problem {
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  return {
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail: 'The server did not answer as expected. Try again; if it stays so, look at Settings, Processes.',
    code: 'system.unavailable',
    facts: {},
  };
}
