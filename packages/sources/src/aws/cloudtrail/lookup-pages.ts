import type { AwsSession } from '@virga/cloud/aws';
import { toJsonText } from '@virga/domain';
import type { RequestLimiter } from './request-limiter.ts';
import type { TrailContext } from './trail-context.ts';

export interface LookupPage {
  /** `{"Events":[…]}` as the API wraps it, each `CloudTrailEvent` string verbatim. */
  bytes: Buffer;
  events: number;
  oldestMs: number | null;
  newestMs: number | null;
  nextToken: string | null;
  requestId: string;
}

export interface LookupSpan {
  fromMs: number;
  toMs: number;
}

type Client = ReturnType<AwsSession['cloudTrail']>;
const pageSize = 50;

/** One page of the event history, newest first. The token needs all other parameters to stay the same. */
export async function lookupPage(
  context: TrailContext,
  client: Client,
  limiter: RequestLimiter,
  span: LookupSpan,
  token: string | null,
): Promise<LookupPage> {
  const { lookupKey, lookupValue } = context.parameters;
  await limiter.take(context.signal);
  const answer = await client.lookupEvents({
    StartTime: new Date(span.fromMs),
    EndTime: new Date(span.toMs),
    MaxResults: pageSize,
    ...(lookupKey === '' ? {} : { LookupAttributes: [{ AttributeKey: lookupKey, AttributeValue: lookupValue }] }),
    ...(token === null ? {} : { NextToken: token }),
  });
  const events = answer.Events ?? [];
  const times = events.flatMap((event) => event.EventTime?.getTime() ?? []);
  return {
    bytes: Buffer.from(toJsonText({ Events: events })),
    events: events.length,
    oldestMs: times.length === 0 ? null : Math.min(...times),
    newestMs: times.length === 0 ? null : Math.max(...times),
    nextToken: answer.NextToken ?? null,
    requestId: answer.$metadata.requestId ?? '',
  };
}
