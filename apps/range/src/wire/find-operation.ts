import type { Incoming } from './incoming.ts';
import { parseQueryParams } from './query-params.ts';
import type { Params, ServiceHandler } from './service.ts';
import { ServiceError } from './service.ts';

export interface FoundOperation {
  operation: string;
  params: Params;
}

function fromForm(body: Buffer, incoming: Incoming, version: string | undefined): FoundOperation {
  const form = incoming.method === 'GET' ? incoming.query : new URLSearchParams(body.toString('utf8'));
  const operation = form.get('Action') ?? '';
  const asked = form.get('Version');
  if (version !== undefined && asked !== null && asked !== version) {
    throw new ServiceError('InvalidAction', 400, `Could not find operation ${operation} for version ${asked}`);
  }
  return { operation, params: parseQueryParams(form) };
}

function fromTarget(body: Buffer, incoming: Incoming, handler: ServiceHandler): FoundOperation {
  const target = incoming.headers['x-amz-target'] ?? '';
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(dot, 0));
  const wanted = handler.targetPrefix ?? '';
  const isOurs = prefix === wanted || prefix.endsWith(`.${wanted}`);
  let params: unknown;
  try {
    params = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 400, 'Could not parse the request body as JSON');
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new ServiceError('SerializationException', 400, 'Start of structure or map found where not expected.');
  }
  return { operation: isOurs ? target.slice(dot + 1) : target, params: params as Params };
}

/** Which operation a request asks for, with its parameters. An unknown one is returned as it was named. */
export function findOperation(handler: ServiceHandler, incoming: Incoming, body: Buffer): FoundOperation {
  switch (handler.protocol) {
    case 'ec2':
    case 'query':
      return fromForm(body, incoming, handler.version);
    case 'json-1.1':
      return fromTarget(body, incoming, handler);
    default:
      return handler.match?.(incoming) ?? { operation: `${incoming.method} ${incoming.path}`, params: {} };
  }
}

/** What the service says to an operation that it does not know. */
export function unknownOperation(handler: ServiceHandler, operation: string): ServiceError {
  switch (handler.protocol) {
    case 'ec2':
      return new ServiceError('InvalidAction', 400, `The action ${operation} is not valid for this web service.`);
    case 'query':
      return new ServiceError(
        'InvalidAction',
        400,
        `Could not find operation ${operation} for version ${handler.version ?? ''}`,
      );
    case 'json-1.1':
      return new ServiceError('UnknownOperationException', 400, `Unknown operation ${operation}`);
    case 'rest-json':
      return new ServiceError('UnknownOperationException', 404, `Unknown operation ${operation}`);
    default:
      return new ServiceError(
        'NotImplemented',
        501,
        'A header you provided implies functionality that is not implemented',
      );
  }
}
