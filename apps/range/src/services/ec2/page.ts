import { createHash } from 'node:crypto';
import type { RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

export interface PageLimits {
  min: number;
  max: number;
  /** Page length when MaxResults is absent. */
  fallback: number;
}

const COMMON: PageLimits = { min: 5, max: 1000, fallback: 1000 };

/** A token is bound to the operation and to its other parameters: EC2 refuses it with others. */
function fingerprint(call: RangeCall): string {
  const { NextToken: _, MaxResults: __, DryRun: ___, ...rest } = call.params;
  return createHash('sha256')
    .update(`${call.operation}${call.accountId}${call.region}${JSON.stringify(rest)}`)
    .digest('hex')
    .slice(0, 16);
}

/** One page of EC2's MaxResults and NextToken paging. */
export function pageOf<T>(call: RangeCall, all: T[], limits: PageLimits = COMMON): { items: T[]; nextToken?: string } {
  const given = call.params.MaxResults;
  const size = given === undefined ? limits.fallback : Number(given);
  if (!Number.isInteger(size) || size < limits.min) {
    throw new ServiceError(
      'InvalidParameterValue',
      400,
      `Value ( ${String(given)} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${limits.min}.`,
    );
  }
  const token = call.params.NextToken;
  let start = 0;
  if (token !== undefined && token !== '') {
    const [mark, at] = Buffer.from(String(token), 'base64url').toString('latin1').split(':');
    if (mark !== fingerprint(call) || !/^\d+$/.test(at ?? '')) {
      throw new ServiceError('InvalidNextToken', 400, 'The specified token is invalid.');
    }
    start = Number(at);
  }
  const end = start + Math.min(size, limits.max);
  const items = all.slice(start, end);
  if (end >= all.length) return { items };
  return { items, nextToken: Buffer.from(`${fingerprint(call)}:${end}`).toString('base64url') };
}
