import type { HandlerExecutionContext, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { type Grant, nowMicros } from '@virga/domain';
import type { CloudCall } from './cloud-call.ts';
import { toAppError } from './to-app-error.ts';

export interface Observation {
  service: string;
  region: string;
  grant: Grant;
  accountId: string;
  isRenewable: boolean;
  onCall: (call: CloudCall) => void;
}

interface RawAnswer {
  statusCode?: number;
  headers?: Record<string, string>;
}

interface Failure extends Error {
  $response?: RawAnswer;
  $metadata?: { requestId?: string; httpStatusCode?: number };
}

/**
 * Reports every attempt (inside the retries) and turns what finally fails into an AppError (outside of them).
 * Works on any client of the SDK.
 */
export function observeCalls<Input extends object, Output extends MetadataBearer>(
  stack: MiddlewareStack<Input, Output>,
  observation: Observation,
): void {
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (thrown) {
        throw toAppError(thrown, { ...observation, operation: operationOf(context) });
      }
    },
    { step: 'initialize', priority: 'high', name: 'virgaErrors' },
  );
  const attempts = new WeakMap<HandlerExecutionContext, number>();
  stack.add(
    (next, context) => async (args) => {
      const attempt = (attempts.get(context) ?? 0) + 1;
      attempts.set(context, attempt);
      const started = { ...observation, attempt, context, sentAtMicros: nowMicros() };
      try {
        const result = await next(args);
        report(started, result.response as RawAnswer, result.output?.$metadata.requestId, null);
        return result;
      } catch (thrown) {
        const failure = thrown as Failure;
        report(started, failure.$response, failure.$metadata?.requestId, failure.name ?? 'Error');
        throw thrown;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'virgaCalls' },
  );
}

interface Started extends Observation {
  attempt: number;
  context: HandlerExecutionContext;
  sentAtMicros: bigint;
}

function report(started: Started, raw: RawAnswer | undefined, requestId: string | undefined, error: string | null) {
  const headers = raw?.headers ?? {};
  started.onCall({
    service: started.service,
    operation: operationOf(started.context),
    region: started.region,
    grant: started.grant,
    attempt: started.attempt,
    credentialId: credentialOf(started.context),
    requestId: requestId ?? headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? null,
    httpStatus: raw?.statusCode ?? null,
    errorCode: error,
    sentAtMicros: started.sentAtMicros,
    atMicros: nowMicros(),
    providerDate: headers.date ?? null,
  });
}

/** `DescribeInstancesCommand` → `DescribeInstances`. */
function operationOf(context: HandlerExecutionContext): string {
  return (context.commandName ?? 'unknown').replace(/Command$/, '');
}

function credentialOf(context: HandlerExecutionContext): string | null {
  const scheme = context.__smithy_context?.selectedHttpAuthScheme as
    | { identity?: { accessKeyId?: string } }
    | undefined;
  return scheme?.identity?.accessKeyId ?? null;
}
