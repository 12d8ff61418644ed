import { Prisma } from '@virga/database';
import { AppError, errorCodes, toAppError, toJsonValue } from '@virga/domain';
import type { Logger } from '@virga/runtime';
import type { Problem } from '../../contract/problem.ts';

/** RFC 9457 body of an error. Depends on nothing but the error, so that equal errors answer byte for byte alike. */
export function problemOfError(error: AppError): Problem {
  return {
    type: `urn:virga:error:${error.code}`,
    title: errorCodes[error.code].meaning,
    status: error.status,
    detail: error.message,
    code: error.code,
    facts: toJsonValue(error.facts) as Record<string, unknown>,
  };
}

/** What the database's own refusals mean to a person. */
export function appErrorOf(thrown: unknown): AppError {
  if (thrown instanceof Prisma.PrismaClientKnownRequestError) {
    const code = thrown.code === 'P2002' ? 'resource.conflict' : thrown.code === 'P2025' ? 'resource.not_found' : null;
    if (code) return new AppError({ code, message: errorCodes[code].meaning, detail: thrown.message, cause: thrown });
  }
  return toAppError(thrown);
}

/** Writes the log line where there is something to look at: our own failures, never a person's refusals. */
export function logFailure(error: AppError, log: Logger, where: Record<string, unknown> = {}): void {
  if (error.status >= 500) log.error({ err: error, ...where }, 'request failed');
}

export function problemResponse(thrown: unknown, log: Logger): Response {
  const error = appErrorOf(thrown);
  logFailure(error, log);
  const problem = problemOfError(error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
