import type { Outcome } from '@virga/domain';
import type { JsonObject } from '../stream/parsed-record.ts';
import { longOperations } from './long-operations.ts';
import { memberObject, memberText } from './read-fields.ts';

export interface OutcomeRead {
  outcome: Outcome;
  errorCode: string | null;
  /** The call was a permission probe: allowed, but nothing was done. */
  isDryRun: boolean;
}

const denied =
  /(?:^|\.)(?:AccessDenied(?:Exception)?|UnauthorizedOperation|UnauthorizedAccess|UnauthorizedException|NotAuthorized(?:Exception)?|AuthorizationError(?:Exception)?|AuthFailure|AccessDeniedFault|Forbidden(?:Exception)?|InvalidClientTokenId|ExpiredToken(?:Exception)?|SignatureDoesNotMatch|UnrecognizedClientException|KMS\.AccessDeniedException|OptInRequired)$/;

/** Success or not, as the record says it; sign-ins say it in responseElements, dry runs in an error code. */
export function readOutcome(record: JsonObject, action: string): OutcomeRead {
  const errorCode = memberText(record, 'errorCode');
  const errorMessage = memberText(record, 'errorMessage');
  if (errorCode !== null) {
    const isDryRun = /(?:^|\.)DryRunOperation$/.test(errorCode);
    const outcome = isDryRun ? 'success' : denied.test(errorCode) ? 'denied' : 'failure';
    return { outcome, errorCode, isDryRun };
  }
  const response = memberObject(record, 'responseElements');
  const signIn = memberText(response, action) ?? memberText(response, 'ConsoleLogin');
  if (signIn === 'Failure') return { outcome: 'failure', errorCode, isDryRun: false };
  if (signIn === 'Success') return { outcome: 'success', errorCode, isDryRun: false };
  if (errorMessage !== null) return { outcome: 'failure', errorCode, isDryRun: false };
  const service = memberText(record, 'eventSource');
  const isStarted = longOperations.has(`${service}:${action}`);
  return { outcome: isStarted ? 'started' : 'success', errorCode, isDryRun: false };
}
