import { AppError, type ErrorCode } from '@virga/domain';

export interface FailedCall {
  service: string;
  operation: string;
  region: string;
  accountId: string;
  /** True when new credentials come by themselves (a role): then expiry is only a reason to repeat. */
  isRenewable?: boolean;
}

const throttled =
  /throttl|requestlimitexceeded|slowdown|toomanyrequests|prioRequestNotComplete|bandwidthlimit|concurrentlimitexceeded|limitexceededexception$/i;
const denied =
  /accessdenied|unauthorizedoperation|notauthorized|forbidden|authfailure$|optinrequired|unauthorizedaccess/i;
const expired = /expiredtoken|requestexpired|tokenrefreshrequired/i;
const invalid =
  /invalidclienttokenid|invalidaccesskeyid|signaturedoesnotmatch|unrecognizedclient|invalidsignature|incompletesignature|missingauthenticationtoken|invalidtoken$/i;
const missing = /notfound|nosuch|doesnotexist|invalid.*\.malformed|^404$/i;
const notEnabled = /notenabled|notsubscribed|subscriptionrequired|awsorganizationsnotinuse|trailnotprovided/i;
const network =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_CONNECTION_TIMEOUT|ERR_STREAM_PREMATURE_CLOSE)$/;

interface SdkError extends Error {
  code?: string;
  Code?: string;
  Reason?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string; attempts?: number };
}

/** The one place where AWS's errors become ours. `facts` keep AWS's own code, the action and the request id. */
export function toAppError(thrown: unknown, call: FailedCall): AppError {
  const known = appErrorWithin(thrown);
  if (known) return known;
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as SdkError;
  const awsCode = error.name === 'Error' ? (error.Code ?? error.code ?? 'Error') : error.name;
  const status = error.$metadata?.httpStatusCode ?? null;
  const action = actionOf(error.message, call);
  const { code, retryable } = classify(error, awsCode, status, call.isRenewable ?? false);
  return new AppError({
    code,
    message: sentence(code, action, awsCode, call),
    detail: `${call.service}:${call.operation} in ${call.region} of ${call.accountId}: ${awsCode}: ${error.message}`,
    retryable,
    facts: {
      awsCode,
      action,
      region: call.region,
      account: call.accountId,
      httpStatus: status,
      requestId: error.$metadata?.requestId ?? null,
      ...(error.Reason === undefined ? {} : { reason: error.Reason }),
    },
    cause: thrown,
  });
}

function classify(
  error: SdkError,
  awsCode: string,
  status: number | null,
  isRenewable: boolean,
): { code: ErrorCode; retryable: boolean } {
  if (expired.test(awsCode)) return { code: 'cloud.credentials_expired', retryable: isRenewable };
  if (invalid.test(awsCode)) return { code: 'cloud.credentials_invalid', retryable: false };
  if (throttled.test(awsCode) || status === 429) return { code: 'cloud.throttled', retryable: true };
  if (denied.test(awsCode)) return { code: 'cloud.access_denied', retryable: false };
  if (notEnabled.test(awsCode)) return { code: 'cloud.not_enabled', retryable: false };
  if (missing.test(awsCode) || status === 404) return { code: 'cloud.not_found', retryable: false };
  if (status === 403) return { code: 'cloud.access_denied', retryable: false };
  const networkCode = networkCodeWithin(error);
  if (networkCode || error.name === 'TimeoutError') return { code: 'cloud.unreachable', retryable: true };
  return { code: 'cloud.unexpected', retryable: status !== null && status >= 500 };
}

/** AWS names the action it refused; S3 and some older services do not, then the operation itself is the best name. */
function actionOf(message: string, call: FailedCall): string {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/.exec(message);
  return named?.[1] ?? `${call.service}:${call.operation}`;
}

function sentence(code: ErrorCode, action: string, awsCode: string, call: FailedCall): string {
  const where = `account ${call.accountId}, ${call.region}`;
  switch (code) {
    case 'cloud.access_denied':
      return `AWS refused ${action} (${where}): the permission is missing or a policy denies it.`;
    case 'cloud.credentials_expired':
      return call.isRenewable
        ? `The session in account ${call.accountId} has expired; the step is repeated with a new one.`
        : `The credentials of account ${call.accountId} have expired; give new ones and repeat the step.`;
    case 'cloud.credentials_invalid':
      return `AWS does not accept the credentials of account ${call.accountId} (${awsCode}).`;
    case 'cloud.throttled':
      return `AWS asks to slow down on ${action} (${where}); the step is repeated later.`;
    case 'cloud.not_found':
      return `${call.service}:${call.operation} (${where}): what was asked for does not exist (${awsCode}).`;
    case 'cloud.not_enabled':
      return `${call.service} is not enabled (${where}).`;
    case 'cloud.unreachable':
      return `The endpoint of ${call.service} could not be reached (${where}).`;
    default:
      return `${call.service}:${call.operation} failed with ${awsCode} (${where}).`;
  }
}

function appErrorWithin(thrown: unknown, depth = 0): AppError | null {
  if (thrown instanceof AppError) return thrown;
  if (depth > 4 || !(thrown instanceof Error)) return null;
  return appErrorWithin(thrown.cause, depth + 1);
}

function networkCodeWithin(thrown: unknown, depth = 0): string | null {
  if (depth > 4 || !(thrown instanceof Error)) return null;
  const code = (thrown as SdkError).code;
  if (code !== undefined && network.test(code)) return code;
  if (thrown instanceof AggregateError) return networkCodeWithin(thrown.errors[0], depth + 1);
  return networkCodeWithin(thrown.cause, depth + 1);
}
