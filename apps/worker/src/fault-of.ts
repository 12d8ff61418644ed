import { AppError, toAppError } from '@virga/domain';

const lostCodes = /^(57P0[1-5]|08\w{3}|53300|P100[128]|P1017|P2024|P2028|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;
/** Prisma puts the server's code into its sentence; pg has the server's own words for a start, a stop and a recovery. */
const lostWords =
  /connection (terminated|closed|ended|lost)|server has closed the connection|can't reach database|terminating connection|connection error and is not queryable|database system is (starting up|shutting down|not yet accepting|in recovery)|Code: `(57P0[1-5]|08\w{3}|53300)`/i;

/**
 * Whatever was thrown, as what it means for a step. A connection to our own database that was cut is a reason to run the
 * step again from its checkpoint, never one to give the acquisition up.
 */
export function faultOf(thrown: unknown): AppError {
  const fault = toAppError(thrown);
  if (fault.code !== 'system.unexpected' || !isConnectionLost(thrown)) return fault;
  return new AppError({
    code: 'system.unavailable',
    message: 'The database did not answer for a moment.',
    detail: fault.detail ?? fault.message,
    retryable: true,
    cause: thrown,
  });
}

function isConnectionLost(thrown: unknown, depth = 0): boolean {
  if (depth > 4 || typeof thrown !== 'object' || thrown === null) return false;
  const { code, message, cause, originalCode, kind } = thrown as Record<string, unknown>;
  const names = [code, originalCode, kind].filter((name) => typeof name === 'string');
  if (names.some((name) => lostCodes.test(name) || /ConnectionClosed|SocketTimeout|DatabaseNotReachable/.test(name)))
    return true;
  if (typeof message === 'string' && lostWords.test(message)) return true;
  return isConnectionLost(cause, depth + 1);
}
