import { ORPCError, ValidationError } from '@orpc/contract';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { AppError, errorCodes } from '@virga/domain';
import { type Problem, problemSchema } from '../../contract/problem.ts';
import { router } from '../router.ts';
import type { ApiContext } from './api-context.ts';
import { limitBody } from './limit-body.ts';
import type { MatchedRoute } from './match-route.ts';
import { appErrorOf, logFailure, problemOfError } from './problem-response.ts';

const defaultBodyLimitBytes = 262_144;

const handler = new OpenAPIHandler<ApiContext>(router, {
  clientInterceptors: [
    async ({ next, context, input, path }) => {
      try {
        checkSameCase(context, input);
        return await next();
      } catch (thrown) {
        const error = errorOf(thrown);
        logFailure(error, context.platform.log, { procedure: path.join('.') });
        const problem = problemOfError(error);
        throw new ORPCError(error.code, { status: error.status, message: error.message, data: problem, cause: thrown });
      }
    },
  ],
  customErrorResponseBodyEncoder: (error): Problem => {
    const problem = problemSchema.safeParse(error.data);
    return problem.success ? problem.data : problemOfError(errorOf(error));
  },
});

/** Runs the procedure that the guard has let the caller through to. */
export async function runProcedure(context: ApiContext, route: MatchedRoute, request: Request): Promise<Response> {
  const limited = await limitBody(request, route.meta.bodyLimitBytes ?? defaultBodyLimitBytes);
  const { matched, response } = await handler.handle(limited, { prefix: '/api/v1', context });
  if (!matched) throw new AppError({ code: 'resource.not_found', message: errorCodes['resource.not_found'].meaning });
  if (response.status < 400) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/problem+json');
  return new Response(response.body, { status: response.status, headers });
}

/** A body must not name another case than the path: the guard looked at the path. */
function checkSameCase(context: ApiContext, input: unknown): void {
  if (!context.access || !('caseId' in context.access)) return;
  const named = (input as { caseId?: unknown } | undefined)?.caseId;
  if (named !== context.access.caseId)
    throw new AppError({ code: 'resource.not_found', message: errorCodes['resource.not_found'].meaning });
}

/** oRPC's own refusals in our words; `facts.issues` name the field and what is wrong with it. */
function errorOf(thrown: unknown): AppError {
  if (!(thrown instanceof ORPCError)) return appErrorOf(thrown);
  if (thrown.code !== 'BAD_REQUEST')
    return new AppError({
      code: 'system.unexpected',
      message: errorCodes['system.unexpected'].meaning,
      detail: detailOf(thrown),
      cause: thrown,
    });
  const issues = thrown.cause instanceof ValidationError ? thrown.cause.issues : [];
  return new AppError({
    code: 'request.invalid',
    message: errorCodes['request.invalid'].meaning,
    facts: {
      issues: issues.slice(0, 20).map((issue) => ({ path: pathText(issue.path), message: issue.message })),
    },
  });
}

function detailOf(error: ORPCError<string, unknown>): string {
  if (!(error.cause instanceof ValidationError)) return error.message;
  return `answer does not fit the contract: ${JSON.stringify(error.cause.issues).slice(0, 2000)}`;
}

function pathText(path: readonly unknown[] | undefined): string {
  const keyOf = (part: unknown) => (typeof part === 'object' && part !== null && 'key' in part ? part.key : part);
  return (path ?? []).map((part) => String(keyOf(part))).join('.');
}
