import type { AwsSession } from '@virga/cloud/aws';
import type { CoverageWord } from '@virga/domain';
import type { CollectContext } from '@virga/source-kit';
import type { CloudTrailParameters } from './manifest.ts';

export type TrailContext = CollectContext<CloudTrailParameters, AwsSession>;

/** A trail as its home region describes it. JSON only: it lives in the checkpoint and in the sealed description. */
export type Trail = {
  arn: string;
  name: string;
  homeRegion: string;
  bucket: string;
  /** Without slashes at its ends; '' when there is none. */
  prefix: string;
  isOrganization: boolean;
  isMultiRegion: boolean;
  hasValidation: boolean;
};

/** One chain of files: a trail's deliveries for one account and region. */
export type Unit = { trailArn: string; account: string; region: string };

export interface Window {
  fromMs: number;
  /** End of what was asked for. */
  toMs: number;
  /** End of the deliveries that can hold it: one hour later, never after now. */
  deliveredToMs: number;
}

const hourMs = 3_600_000;

export function windowOf(context: TrailContext): Window {
  const toMs = Date.parse(context.parameters.to);
  const nowMs = Number(context.nowMicros() / 1000n);
  return {
    fromMs: Date.parse(context.parameters.from),
    toMs,
    deliveredToMs: Math.max(toMs, Math.min(toMs + hourMs, nowMs)),
  };
}

export function microsOf(ms: number): bigint {
  return BigInt(Math.trunc(ms)) * 1000n;
}

/** Records what can be known about one account and region between two moments. */
export async function cover(
  context: TrailContext,
  where: { account: string; region: string },
  span: { fromMs: number | null; toMs: number | null },
  word: CoverageWord,
  detail: string,
): Promise<void> {
  await context.coverage({
    externalAccountId: where.account,
    region: where.region,
    fromMicros: span.fromMs === null ? null : microsOf(span.fromMs),
    toMicros: span.toMs === null ? null : microsOf(span.toMs),
    word,
    detail,
  });
}
