import { authorize, denialMessage } from '../policy/authorize.ts';
import { MalformedPolicy } from '../policy/document.ts';
import type { RangeState } from './range-state.ts';
import { checkRequired } from './required-params.ts';
import type { AuthorizationRequest, Operation, RangeCall, RangeReply, ServiceHandler } from './service.ts';
import { ServiceError } from './service.ts';
import { deniedError, throttleError } from './throttle-errors.ts';

function authorizationRequests(handler: ServiceHandler, operation: Operation, call: RangeCall): AuthorizationRequest[] {
  if (operation.authorize) return operation.authorize(call);
  return [{ action: `${handler.iamPrefix ?? handler.service}:${call.operation}`, resource: '*' }];
}

function checkAuthorization(handler: ServiceHandler, operation: Operation, call: RangeCall): void {
  for (const request of authorizationRequests(handler, operation, call)) {
    const decision = authorize(call.estate, call, request);
    if (!decision.isAllowed) throw deniedError(handler, denialMessage(call.principal, request, decision.reason));
  }
}

function checkFaults(state: RangeState, handler: ServiceHandler, call: RangeCall): void {
  if (state.faults.strike('throttle', call)) throw throttleError(handler);
  if (state.faults.strike('deny', call)) {
    const action = `${handler.iamPrefix ?? handler.service}:${call.operation}`;
    throw deniedError(
      handler,
      denialMessage(call.principal, { action, resource: '*' }, 'with an explicit deny in a service control policy'),
    );
  }
  const failing = state.faults.strike('error', call);
  if (failing)
    throw new ServiceError(failing.code ?? 'InternalError', failing.httpStatus ?? 500, 'A fault was asked for.');
}

/** Faults, required parameters, authorization, dry run, then the operation itself; throws ServiceError. */
export async function runOperation(
  state: RangeState,
  handler: ServiceHandler,
  operation: Operation,
  call: RangeCall,
): Promise<RangeReply> {
  checkFaults(state, handler, call);
  checkRequired(handler.protocol, call.params, operation.required);
  checkAuthorization(handler, operation, call);
  if (handler.protocol === 'ec2' && call.params.DryRun === 'true') {
    throw new ServiceError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
  }
  try {
    return await operation.handle(call);
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new ServiceError('MalformedPolicyDocument', 400, error.message);
    throw error;
  }
}
