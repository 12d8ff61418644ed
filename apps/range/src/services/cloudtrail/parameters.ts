/** Reading of JSON parameters with the service's own complaints. */
import type { RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** A text parameter, or undefined when it is absent. */
export function textParameter(call: RangeCall, name: string): string | undefined {
  const value = call.params[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new ServiceError('SerializationException', 400, `Expected a string for ${name}`);
  return value;
}

/** A time parameter (JSON 1.1: seconds since 1970, with a fraction) in milliseconds, or undefined. */
export function timeParameter(call: RangeCall, name: string): number | undefined {
  const value = call.params[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number')
    throw new ServiceError('SerializationException', 400, `Expected a timestamp for ${name}`);
  return Math.round(value * 1000);
}
