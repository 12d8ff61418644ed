import { AppError, type ErrorCode, errorCodes } from '@virga/domain';
import { z } from 'zod';

/** RFC 9457 body of a refusal; `code` is a key of the domain's errorCodes. */
const problemSchema = z.object({ detail: z.string(), code: z.string() });

/** What a refused request means to the one at the terminal, and what he can do. */
export function refusalOf(status: number, body: string, address: string): AppError {
  const problem = problemSchema.safeParse(parsed(body)).data;
  const code: ErrorCode = problem && problem.code in errorCodes ? (problem.code as ErrorCode) : 'system.unavailable';
  return new AppError({ code, message: sentence(status, problem?.detail ?? `HTTP ${status}`, address) });
}

function sentence(status: number, detail: string, address: string): string {
  if (status === 401)
    return `${address} does not accept the token: it is revoked, past its end, of another Virga, or its owner was switched off. Make a new one on the Me screen.`;
  if (status === 403)
    return `The token may not do this: ${detail} It needs the permission among its own (see docs/how-to/command-line.md), and its owner's role must have it.`;
  if (status === 404)
    return 'There is no such case or item, or the token was not given that case: a token names the cases it may touch.';
  if (status >= 300 && status < 400) return `${address} redirects elsewhere; name the address itself with --server.`;
  if (status === 429) return `${address} asks to slow down: ${detail}`;
  return detail;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
