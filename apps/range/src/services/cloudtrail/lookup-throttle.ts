/** LookupEvents: two requests a second per account and region, shared by everybody in the account. */
import type { Estate } from '../../estate/types.ts';
import { ServiceError } from '../../wire/service.ts';

const REQUESTS_PER_SECOND = 2;

interface Bucket {
  tokens: number;
  atMs: number;
}

interface Throttle {
  isOn: boolean;
  buckets: Map<string, Bucket>;
}

const throttles = new WeakMap<Estate, Throttle>();

function throttleOf(estate: Estate): Throttle {
  const known = throttles.get(estate) ?? { isOn: true, buckets: new Map<string, Bucket>() };
  throttles.set(estate, known);
  return known;
}

/** Switches the limit off (and on again) for tests that page through a lot. */
export function setLookupThrottle(estate: Estate, isOn: boolean): void {
  throttleOf(estate).isOn = isOn;
}

/** Takes one request out of the account's second, or throws ThrottlingException. */
export function takeLookup(estate: Estate, accountId: string, region: string, nowMs: number): void {
  const throttle = throttleOf(estate);
  if (!throttle.isOn) return;
  const place = `${accountId}/${region}`;
  const bucket = throttle.buckets.get(place) ?? { tokens: REQUESTS_PER_SECOND, atMs: nowMs };
  const refilled = bucket.tokens + ((nowMs - bucket.atMs) / 1000) * REQUESTS_PER_SECOND;
  const tokens = Math.min(REQUESTS_PER_SECOND, refilled);
  throttle.buckets.set(place, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
  if (tokens < 1) throw new ServiceError('ThrottlingException', 400, 'Rate exceeded');
}
