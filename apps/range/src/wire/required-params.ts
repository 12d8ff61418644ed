import type { Params, ParamValue, Protocol } from './service.ts';
import { ServiceError } from './service.ts';

function valueAt(params: Params, path: string): ParamValue {
  let value: ParamValue = params;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, ParamValue>)[step];
  }
  return value;
}

function missing(protocol: Protocol, names: string[]): ServiceError {
  const first = names[0] ?? '';
  switch (protocol) {
    case 'ec2':
      return new ServiceError('MissingParameter', 400, `The request must contain the parameter ${first}`);
    case 'query': {
      const list = names.map((name) => {
        const member = name.charAt(0).toLowerCase() + name.slice(1);
        return `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
      });
      const count = `${names.length} validation error${names.length > 1 ? 's' : ''} detected`;
      return new ServiceError('ValidationError', 400, `${count}: ${list.join('; ')}`);
    }
    case 'rest-xml':
      return new ServiceError('InvalidRequest', 400, `Missing required parameter: ${first}`);
    default:
      return new ServiceError(
        'ValidationException',
        400,
        `Value null at '${first}' failed to satisfy constraint: Member must not be null`,
      );
  }
}

/** Throws the service's own complaint when a required member is absent or empty. */
export function checkRequired(protocol: Protocol, params: Params, required: string[] | undefined): void {
  const absent = (required ?? []).filter((name) => {
    const value = valueAt(params, name);
    return value === undefined || value === null || value === '';
  });
  if (absent.length > 0) throw missing(protocol, absent);
}
