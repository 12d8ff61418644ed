import type { RegionState } from '../../estate/types.ts';
import type { RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** The caller's resources in the region of the call. */
export function regionOf(call: RangeCall): RegionState {
  const region = call.estate.accounts[call.accountId]?.regions[call.region];
  if (!region)
    throw new ServiceError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
  return region;
}

/** EC2's times: milliseconds, always three digits. */
export function ec2Time(ms: number): string {
  return new Date(ms).toISOString();
}

export function notFound(kind: string, words: string, id: string): ServiceError {
  return new ServiceError(`${kind}.NotFound`, 400, `The ${words} '${id}' does not exist`);
}

export function malformedId(kind: string, id: string): ServiceError {
  return new ServiceError(`${kind}.Malformed`, 400, `Invalid id: "${id}"`);
}

/** A list parameter as text; EC2 clients send `InstanceId.1`, some documents say `InstanceIds`. */
export function listParam(call: RangeCall, name: string): string[] {
  const value = call.params[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Resources by the ids asked for, or all; an unknown id is an error with EC2's code, a misshapen one with another. */
export function chosen<T>(all: Record<string, T>, ids: string[], kind: string, words: string, prefix: string): T[] {
  if (ids.length === 0) return Object.values(all);
  return ids.map((id) => {
    if (!new RegExp(`^${prefix}-[0-9a-f]{8,17}$`).test(id)) throw malformedId(kind, id);
    const found = all[id];
    if (found === undefined) throw notFound(kind, words, id);
    return found;
  });
}

/** `arn:aws:ec2:region:account:type/id`; snapshots and images carry no account (Service Authorization Reference, EC2). */
export function ec2Arn(call: RangeCall, type: string, id: string): string {
  const account = type === 'snapshot' || type === 'image' ? '' : call.accountId;
  return `arn:aws:ec2:${call.region}:${account}:${type}/${id}`;
}

export function tagSet(tags: Record<string, string>): { key: string; value: string }[] | undefined {
  const entries = Object.entries(tags);
  return entries.length === 0 ? undefined : entries.map(([key, value]) => ({ key, value }));
}
